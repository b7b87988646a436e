package dev.banyan.core.routing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The three readings of a path by the words of the design, with strings and lists. */
public final class NaivePaths {
  private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");
  private static final Pattern ESCAPE_OR_BYTE = Pattern.compile("(?s)%([0-9A-Fa-f]{2})|.");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~!$&'()*+,=:@-]");
  private static final Pattern AMBIGUOUS =
      Pattern.compile("//|[\\\\;]|%(?![0-9A-Fa-f]{2})|%(25|2[eEfF]|3[bB]|5[cC])");
  private static final List<String> STAY_ESCAPED = List.of("%2F", "%5C", "%25");

  private NaivePaths() {}

  /** The segments of each reading; a path of no segment is the star of OPTIONS. */
  static List<List<String>> readings(String path) {
    if (path.equals("*")) {
      return List.of(List.of());
    }
    return List.of(raw(path), normalised(path), decoded(path));
  }

  /** The segments of the path as it stands. */
  public static List<String> raw(String path) {
    return split(path, "/").stream().map(NaivePaths::spelledKeepingEscapes).toList();
  }

  /** The segments after one decoding, resolved. */
  public static List<String> normalised(String path) {
    return resolved(
        split(path, "[/\\\\]").stream()
            .map(segment -> decodedOnce(withoutParameters(segment)))
            .toList());
  }

  /** The segments once nothing is left to decode, resolved. */
  public static List<String> decoded(String path) {
    return resolved(decodedSegments(path).stream().map(NaivePaths::spelled).toList());
  }

  /**
   * Whether a path has more readings than three: it climbs in its last reading and is ambiguous for
   * another reason too, or it has both a backslash and a semicolon there.
   */
  static boolean hasMoreReadings(String path) {
    String decoded = fullyDecoded(path);
    boolean mixed = decoded.contains("\\") && decoded.contains(";");
    return mixed || (AMBIGUOUS.matcher(path).find() && decodedSegments(path).contains(".."));
  }

  private static List<String> decodedSegments(String path) {
    return split(fullyDecoded(path), "[/\\\\]").stream()
        .map(NaivePaths::withoutParameters)
        .toList();
  }

  private static String fullyDecoded(String path) {
    String decoded = path;
    for (Matcher next = ESCAPE.matcher(decoded); next.find(); next = ESCAPE.matcher(decoded)) {
      decoded =
          decoded.substring(0, next.start()) + character(next) + decoded.substring(next.end());
    }
    return decoded;
  }

  private static List<String> split(String path, String separator) {
    return List.of(path.substring(1).split(separator, -1));
  }

  private static String withoutParameters(String segment) {
    return segment.split(";", -1)[0];
  }

  private static String character(Matcher escape) {
    return String.valueOf((char) Integer.parseInt(escape.group(1), 16));
  }

  /** Decoded once, and spelled; what would not stand unescaped is left as an escape. */
  private static String decodedOnce(String segment) {
    StringBuilder all = new StringBuilder();
    Matcher part = ESCAPE_OR_BYTE.matcher(segment);
    while (part.find()) {
      String upper = part.group().toUpperCase(Locale.ROOT);
      boolean escape = part.group(1) != null;
      all.append(
          !escape
              ? spelled(part.group())
              : STAY_ESCAPED.contains(upper) ? upper : spelled(character(part)));
    }
    return all.toString();
  }

  private static String spelledKeepingEscapes(String segment) {
    StringBuilder all = new StringBuilder();
    Matcher escape = ESCAPE.matcher(segment);
    int at = 0;
    while (escape.find()) {
      all.append(spelled(segment.substring(at, escape.start())));
      all.append(escape.group().toUpperCase(Locale.ROOT));
      at = escape.end();
    }
    return all.append(spelled(segment.substring(at))).toString();
  }

  private static String spelled(String segment) {
    return segment
        .chars()
        .mapToObj(c -> String.valueOf((char) c))
        .map(c -> PLAIN.matcher(c).matches() ? c : String.format("%%%02X", (int) c.charAt(0)))
        .collect(Collectors.joining());
  }

  private static List<String> resolved(List<String> segments) {
    List<String> kept = new ArrayList<>();
    for (String segment : segments) {
      if (segment.equals("..") && !kept.isEmpty()) {
        kept.remove(kept.size() - 1);
      } else if (!List.of("", ".", "..").contains(segment)) {
        kept.add(segment);
      }
    }
    if (kept.isEmpty() || List.of("", ".", "..").contains(segments.get(segments.size() - 1))) {
      kept.add("");
    }
    return kept;
  }

  /** The UTF-8 bytes of {@code text}, one character a byte. */
  public static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
