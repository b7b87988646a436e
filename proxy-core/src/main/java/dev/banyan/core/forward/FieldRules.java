package dev.banyan.core.forward;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.routing.PathView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What a route changes of the fields of requests, or of those of responses. Immutable. */
public final class FieldRules {
  /** No change. */
  public static final FieldRules NONE = new FieldRules(List.of());

  private static final byte[] COLON = Ascii.bytes(": ");

  private final List<FieldEdit> edits;
  private final List<String> removed = new ArrayList<>();
  private final HeaderEdits removals;
  private final List<Line> lines = new ArrayList<>();

  /** A line to add: its name with the colon, then its value. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Line(byte[] name, Template value) {}

  private FieldRules(List<FieldEdit> edits) {
    this.edits = List.copyOf(edits);
    for (FieldEdit edit : edits) {
      if (edit instanceof FieldEdit.Remove || edit instanceof FieldEdit.Set) {
        removed.add(edit.name().toLowerCase(Locale.ROOT));
      }
      if (edit instanceof FieldEdit.Set set) {
        lines.add(line(set.name(), set.value()));
      } else if (edit instanceof FieldEdit.Add add) {
        lines.add(line(add.name(), add.value()));
      }
    }
    HeaderEdits.Builder all = HeaderEdits.builder();
    removed.forEach(all::remove);
    removals = all.build();
  }

  private static Line line(String name, Template value) {
    return new Line(new ByteText().add(Ascii.bytes(name)).add(COLON).toBytes(), value);
  }

  /** All of these changes; lines are added in their order. */
  public static FieldRules of(List<FieldEdit> edits) {
    return edits.isEmpty() ? NONE : new FieldRules(edits);
  }

  /** Whether nothing is changed. */
  public boolean isEmpty() {
    return removed.isEmpty() && lines.isEmpty();
  }

  /**
   * Adds the changes to those of one message.
   *
   * @param path the path of the request
   */
  public void write(HeaderEdits.Builder edits, PathView path, TemplateValues values) {
    edits.removeLike(removals);
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      edits.put(line.name).put(line.value.text(path, values)).endLine();
    }
  }

  /** Whether all fields called {@code lowerName}, which is in lower case, are left out. */
  boolean removes(String lowerName) {
    return removed.contains(lowerName);
  }

  /** Trailers without those that would stand in for fields that are left out. */
  public Trailers removedFrom(Trailers trailers) {
    Trailers kept = trailers;
    for (int i = 0; i < removed.size() && !kept.isEmpty(); i++) {
      kept = kept.without(removed.get(i));
    }
    return kept;
  }

  /** An answer of Banyan's own without the fields that are left out. */
  public OwnAnswer removedFrom(OwnAnswer answer) {
    if (removed.isEmpty()) {
      return answer;
    }
    byte[] fields = answer.fields();
    ByteText kept = new ByteText();
    int start = 0;
    while (start < fields.length) {
      int end = Ascii.indexOf(fields, start, fields.length, (byte) '\n') + 1;
      int colon = Ascii.indexOf(fields, start, end, (byte) ':');
      if (!removed.contains(Ascii.string(fields, start, colon).toLowerCase(Locale.ROOT))) {
        kept.add(fields, start, end);
      }
      start = end;
    }
    return new OwnAnswer(answer.status(), kept.toBytes(), answer.body());
  }

  /** Adds the parts of the path that a value is made of. */
  void collect(Collection<TemplatePart.Capture> captures) {
    lines.forEach(line -> captures.addAll(line.value.captures()));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof FieldRules other && edits.equals(other.edits);
  }

  @Override
  public int hashCode() {
    return edits.hashCode();
  }
}
