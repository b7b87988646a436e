package dev.banyan.core.caching;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.caching.Directives.Directive;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.FieldVisitor;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.ResponseHead;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes an answer one that only its client keeps: {@code private} takes the place of {@code
 * public}, {@code s-maxage} and of the fields that aim at shared caches. All else stays, and each
 * field where it stands. Confined to one answer.
 */
public final class PrivateAnswer {
  private static final Set<String> OF_SHARED_CACHES = Set.of("private", "public", "s-maxage");
  private static final String LINE = "Cache-Control: private\r\n";

  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private boolean said;

  private PrivateAnswer() {}

  /** Makes a backend's answer private; {@code edits} are what was changed of it so far. */
  public static void make(ResponseHead answer, HeaderEdits.Builder edits) {
    PrivateAnswer made = new PrivateAnswer();
    HeaderEdits before = edits.build();
    FieldVisitor.visit(
        answer,
        before,
        (i, bytes, nameStart, nameEnd, valueStart, valueEnd) -> {
          CacheField field = CacheField.find(bytes, nameStart, nameEnd);
          if (field != null) {
            made.edit(field, answer, i, edits);
          }
        });
    made.finish(before.addedLines(), edits);
  }

  /** An answer of Banyan's own made private; {@code edits} are what is added to it. */
  public static OwnAnswer make(OwnAnswer answer, HeaderEdits.Builder edits) {
    PrivateAnswer made = new PrivateAnswer();
    FieldVisitor.visit(answer.fields(), made::copy);
    byte[] fields = made.lines.toByteArray();
    made.lines.reset();
    made.finish(edits.build().addedLines(), edits);
    return new OwnAnswer(answer.status(), fields, answer.body());
  }

  private void edit(CacheField field, ResponseHead answer, int i, HeaderEdits.Builder edits) {
    String value = value(field, answer.value(i));
    if (value == null) {
      edits.remove(answer.name(i));
    } else if (!value.equals(answer.value(i))) {
      edits.replace(i, Ascii.bytes(value));
    }
  }

  private void finish(byte[] added, HeaderEdits.Builder edits) {
    FieldVisitor.visit(added, this::copy);
    edits.clearLines().put(lines.toByteArray());
    if (!said) {
      edits.put(Ascii.bytes(LINE));
    }
  }

  private void copy(int i, byte[] bytes, int nameStart, int nameEnd, int valueStart, int valueEnd) {
    CacheField field = CacheField.find(bytes, nameStart, nameEnd);
    String before = Ascii.string(bytes, valueStart, valueEnd);
    String value = field == null ? before : value(field, before);
    if (value != null) {
      String name = Ascii.string(bytes, nameStart, nameEnd);
      lines.writeBytes(Ascii.bytes(name + ": " + value + "\r\n"));
    }
  }

  /** What a field says of a private answer; null if it is left out. */
  private @Nullable String value(CacheField field, String value) {
    return switch (field) {
      case CACHE_CONTROL -> cacheControl(Directives.of(value));
      case SURROGATE_CONTROL -> surrogateControl(Directives.of(value));
      case TARGETED, X_ACCEL_EXPIRES -> null;
      case EXPIRES, DATE, VARY -> value;
    };
  }

  /** {@code private} stands where the first word stood that it takes the place of, or behind. */
  private String cacheControl(Directives before) {
    List<String> words = new ArrayList<>();
    int place = 0;
    boolean found = false;
    for (Directive directive : before.all()) {
      if (OF_SHARED_CACHES.contains(directive.name())) {
        place = found ? place : words.size();
        found = true;
      } else {
        words.add(directive.text());
      }
    }
    if (found || !said) {
      words.add(found ? place : words.size(), "private");
    }
    said = true;
    return String.join(", ", words);
  }

  /** Markup that surrogates are to fill in (ESI) has to be filled in as before. */
  private static @Nullable String surrogateControl(Directives before) {
    List<String> words = new ArrayList<>();
    for (Directive directive : before.all()) {
      if (directive.name().equals("content")) {
        words.add(directive.text());
      }
    }
    return words.isEmpty() ? null : "no-store, " + String.join(", ", words);
  }
}
