package dev.banyan.config;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.routing.FieldCondition;
import dev.banyan.core.routing.FieldCondition.Absent;
import dev.banyan.core.routing.FieldCondition.Exact;
import dev.banyan.core.routing.FieldCondition.Prefix;
import dev.banyan.core.routing.FieldCondition.Regex;
import dev.banyan.core.routing.HostPattern;
import dev.banyan.core.routing.PathPattern;
import dev.banyan.core.routing.PathPattern.Literal;
import dev.banyan.core.routing.PathPattern.Segment;
import dev.banyan.core.routing.RouteMatch;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes requests that a route takes, to ask the index what becomes of paths. Stateless. */
final class SampleRequests {
  private static final String ANY_HOST = "any.invalid";

  private SampleRequests() {}

  /**
   * A path that a pattern takes.
   *
   * @param segments what stands for a segment, by its number
   */
  static String path(PathPattern pattern, BiFunction<Integer, Segment, String> segments) {
    String path =
        IntStream.range(0, pattern.segments().size())
            .mapToObj(i -> "/" + segments.apply(i, pattern.segments().get(i)))
            .collect(Collectors.joining());
    return path.isEmpty() ? "/" : path;
  }

  /** What stands for a segment where nothing is asked of it. */
  static String plain(Segment segment) {
    return segment instanceof Literal literal ? literal.spelling() : "a";
  }

  /** A request for a path that meets the other conditions; null where none can be made up. */
  static @Nullable RequestHead head(RouteMatch match, String path) {
    List<FieldCondition> all =
        Stream.of(match.headers(), match.query(), match.cookies()).flatMap(List::stream).toList();
    if (all.stream().anyMatch(condition -> condition.test() instanceof Regex)) {
      return null;
    }
    String method = match.methods().stream().sorted().findFirst().orElse("GET");
    StringBuilder text = new StringBuilder(method + " " + path);
    String query = pairs(match.query(), "&", true);
    text.append(query.isEmpty() ? "" : "?" + query);
    text.append(" HTTP/1.1\r\nHost: ").append(host(match.host())).append("\r\n");
    for (FieldCondition header : match.headers()) {
      if (!(header.test() instanceof Absent)) {
        text.append(header.name()).append(": ").append(value(header)).append("\r\n");
      }
    }
    String cookies = pairs(match.cookies(), "; ", false);
    text.append(cookies.isEmpty() ? "" : "Cookie: " + cookies + "\r\n").append("\r\n");
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return new HeadParser(HeadLimits.DEFAULT).parseRequest(bytes, bytes.length);
  }

  private static String host(HostPattern host) {
    return switch (host.kind()) {
      case EXACT -> host.name();
      case WILDCARD -> "a" + host.name();
      case ANY -> ANY_HOST;
    };
  }

  private static String pairs(List<FieldCondition> conditions, String joint, boolean encoded) {
    return conditions.stream()
        .filter(condition -> !(condition.test() instanceof Absent))
        .map(condition -> written(condition.name(), encoded) + "=" + of(condition, encoded))
        .collect(Collectors.joining(joint));
  }

  private static String of(FieldCondition condition, boolean encoded) {
    return written(value(condition), encoded);
  }

  private static String written(String text, boolean encoded) {
    return encoded ? URLEncoder.encode(text, StandardCharsets.UTF_8) : text;
  }

  private static String value(FieldCondition condition) {
    if (condition.test() instanceof Exact exact) {
      return exact.value();
    }
    return condition.test() instanceof Prefix prefix ? prefix.value() : "1";
  }

  /** A path with the first letter of its literals in the other case; null if it has no letter. */
  static @Nullable String otherCase(PathPattern pattern) {
    int changed =
        IntStream.range(0, pattern.segments().size())
            .filter(
                i -> pattern.segments().get(i) instanceof Literal literal && letter(literal) >= 0)
            .findFirst()
            .orElse(-1);
    return changed < 0
        ? null
        : path(pattern, (i, segment) -> i == changed ? flipped((Literal) segment) : plain(segment));
  }

  private static String flipped(Literal literal) {
    String text = literal.spelling();
    int at = letter(literal);
    char c = text.charAt(at);
    char other = Character.isLowerCase(c) ? Character.toUpperCase(c) : Character.toLowerCase(c);
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  /** Where the first letter stands that is no digit of an escape; -1 if there is none. */
  private static int letter(Literal literal) {
    byte[] text = Ascii.bytes(literal.spelling());
    for (int at = 0; at < text.length; at++) {
      if (text[at] == '%') {
        at += 2;
      } else if (Character.isLetter(text[at])) {
        return at;
      }
    }
    return -1;
  }
}
