package dev.banyan.core.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.RequestHead;
import dev.banyan.testkit.fuzz.FuzzTests;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * HTML is chosen where a naive reader of {@code Accept} chooses it. An input is what stands behind
 * the first {@code Accept:} of a head; further lines may follow.
 */
class AcceptFuzzTest implements FuzzTests {
  private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*(?:\"|\\\\?\\z)";
  private static final Pattern ELEMENT = Pattern.compile("(?s)(?:[^\",]|" + QUOTED + ")*");
  private static final Pattern PART = Pattern.compile("(?s)(?:[^\";]|" + QUOTED + ")*");

  /** A media range and its weight in thousandths. */
  private record Range(String range, int weight) {
    int specificityFor(String type) {
      String kind = type.substring(0, type.indexOf('/') + 1) + "*";
      return List.of("*/*", kind, type).indexOf(range);
    }
  }

  @Override
  public void check(byte[] input) {
    String text =
        "GET / HTTP/1.1\r\nHost: a\r\nAccept:" + Ascii.string(input, 0, input.length) + "\r\n\r\n";
    byte[] bytes = Ascii.bytes(text);
    RequestHead head = new HeadParser(HeadLimits.DEFAULT).parseRequest(bytes, bytes.length);
    if (head != null) {
      assertEquals(naive(head), Accept.prefersHtml(head));
    }
  }

  private static boolean naive(RequestHead head) {
    List<Range> ranges = new ArrayList<>();
    IntStream.range(0, head.fieldCount())
        .filter(i -> head.name(i).equalsIgnoreCase("Accept"))
        .mapToObj(head::value)
        .flatMap(value -> split(value, ELEMENT).stream())
        .forEach(element -> range(element).ifPresent(ranges::add));
    Range html = best(ranges, "text/html");
    Range json = best(ranges, "application/json");
    int more = Integer.compare(html.weight(), json.weight());
    boolean nearer = html.specificityFor("text/html") > json.specificityFor("application/json");
    return more > 0 || (more == 0 && html.weight() > 0 && nearer);
  }

  private static Range best(List<Range> ranges, String type) {
    return ranges.stream()
        .filter(range -> range.specificityFor(type) >= 0)
        .max(
            Comparator.comparingInt((Range range) -> range.specificityFor(type))
                .thenComparingInt(Range::weight))
        .orElse(new Range("", 0));
  }

  private static Optional<Range> range(String element) {
    List<String> parts = split(element, PART);
    String range = stripped(parts.get(0)).toLowerCase(Locale.ROOT);
    for (String part : parts.subList(1, parts.size())) {
      String[] pair = stripped(part).split("=", 2);
      if (pair.length == 1) {
        return Optional.empty();
      }
      if (pair[0].equalsIgnoreCase("q")) {
        return pair[1].matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?")
            ? Optional.of(new Range(range, (int) Math.round(Double.parseDouble(pair[1]) * 1_000)))
            : Optional.empty();
      }
      if (!pair[0].equalsIgnoreCase("charset")) {
        return Optional.empty();
      }
    }
    return Optional.of(new Range(range, 1_000));
  }

  /** The parts of a text between separators that are not quoted. */
  private static List<String> split(String text, Pattern part) {
    List<String> parts = new ArrayList<>();
    Matcher next = part.matcher(text);
    for (int at = 0; at <= text.length(); at = next.end() + 1) {
      if (!next.region(at, text.length()).lookingAt()) {
        throw new AssertionError("the pattern takes nothing too");
      }
      parts.add(next.group());
    }
    return parts;
  }

  private static String stripped(String text) {
    return text.replaceAll("\\A[ \\t]+|[ \\t]+\\z", "");
  }
}
