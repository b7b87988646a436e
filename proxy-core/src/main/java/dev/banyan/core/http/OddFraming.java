package dev.banyan.core.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Spells the fields that frame the body of an odd answer. Confined to one thread, used once. */
final class OddFraming {
  private static final String CHUNKED = "chunked";
  private static final String IDENTITY = "identity";

  private final OddLines odd;
  private boolean chunked;
  private boolean others;

  OddFraming(OddLines odd) {
    this.odd = odd;
  }

  /** Spells the fields in the lines from the second on; perhaps the version in the first. */
  void spell() {
    List<String> lines = odd.lines();
    List<String> spelled = new ArrayList<>(lines.subList(0, 1));
    for (String line : lines.subList(1, lines.size())) {
      String better = spelled(line);
      if (better != null) {
        spelled.add(better);
      }
    }
    lines.clear();
    lines.addAll(spelled);
    if (!chunked || others) {
      return;
    }
    boolean measured = lines.stream().anyMatch(line -> OddLines.isLength(name(line)));
    if (measured && odd.allow(Oddity.TE_AND_LENGTH)) {
      lines.removeIf(line -> OddLines.isLength(name(line)));
    }
    String first = lines.get(0);
    if (first.startsWith("HTTP/1.0") && odd.allow(Oddity.HTTP10_CHUNKED)) {
      lines.set(0, "HTTP/1.1" + first.substring(8));
    }
  }

  private @Nullable String spelled(String line) {
    if (OddLines.isLength(name(line))) {
      return length(line);
    }
    return OddLines.isCoding(name(line)) ? codings(line) : line;
  }

  private @Nullable String length(String line) {
    List<String> elements = elements(line);
    if (elements.size() == 1 && elements.get(0).isEmpty()) {
      return odd.allow(Oddity.EMPTY_FRAMING) ? null : line;
    }
    boolean equal = elements.size() > 1 && elements.stream().distinct().count() == 1;
    return equal && odd.allow(Oddity.LENGTH_LISTS) ? "Content-Length: " + elements.get(0) : line;
  }

  private @Nullable String codings(String line) {
    List<String> kept = new ArrayList<>();
    boolean changed = false;
    for (String element : elements(line)) {
      boolean left =
          element.isEmpty()
              ? odd.allow(Oddity.EMPTY_FRAMING)
              : element.equalsIgnoreCase(IDENTITY) && odd.allow(Oddity.IDENTITY_CODING);
      changed |= left;
      if (!left) {
        kept.add(element);
      }
    }
    if (kept.isEmpty()) {
      return null;
    }
    boolean exact = kept.size() == 1 && kept.get(0).equalsIgnoreCase(CHUNKED);
    others |= !exact || chunked;
    chunked |= exact;
    return changed ? "Transfer-Encoding: " + String.join(", ", kept) : line;
  }

  private static List<String> elements(String line) {
    String value = line.substring(line.indexOf(':') + 1);
    return Arrays.stream(value.split(",", -1)).map(OddLines::trimmed).toList();
  }

  /** The name of a field; empty for a line that is none. */
  private static String name(String line) {
    return line.substring(0, Math.max(0, line.indexOf(':')));
  }
}
