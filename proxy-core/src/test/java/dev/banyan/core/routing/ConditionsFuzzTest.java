package dev.banyan.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.RequestHead;
import dev.banyan.testkit.fuzz.FuzzTests;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Query parameters and header fields have the values that a naive reader finds. An input is a
 * target's query, and perhaps a line end and fields.
 */
class ConditionsFuzzTest implements FuzzTests {
  private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");
  private static final List<String> NAMES = List.of("a", "q", "a b", "\u00e9", "page[1]");
  private static final List<String> VALUES = List.of("", "1", "a b", "\u00e9", "x=y", "%");
  private static final List<Asked> ASKED = asked();
  private static final List<RouteIndex> BY_VALUE =
      NAMES.stream().map(name -> byValue(name)).toList();

  /** One condition, alone in a table. */
  private record Asked(boolean query, FieldCondition condition, RouteIndex table) {}

  private static List<Asked> asked() {
    List<Asked> asked = new ArrayList<>();
    for (String name : NAMES) {
      asked.add(asked(true, FieldCondition.present(name)));
      for (String value : VALUES) {
        asked.add(asked(true, FieldCondition.exact(name, value)));
        asked.add(asked(true, FieldCondition.prefix(name, value)));
      }
    }
    VALUES.forEach(value -> asked.add(asked(false, FieldCondition.exact("Q", value))));
    asked.add(asked(false, FieldCondition.present("Q")));
    return asked;
  }

  private static Asked asked(boolean query, FieldCondition condition) {
    return new Asked(query, condition, RouteIndex.builder().add(route(query, condition)).build());
  }

  /** A table of all values of a parameter, each a route of its own. */
  private static RouteIndex byValue(String name) {
    RouteIndex.Builder builder = RouteIndex.builder();
    VALUES.forEach(value -> builder.add(route(true, FieldCondition.exact(name, value))));
    return builder.build();
  }

  private static RouteMatch route(boolean query, FieldCondition condition) {
    return new RouteMatch(
        HostPattern.ANY,
        PathPattern.ANY,
        Set.of(),
        query ? List.of() : List.of(condition),
        query ? List.of(condition) : List.of(),
        List.of());
  }

  @Override
  public void check(byte[] input) {
    String text = Ascii.string(input, 0, input.length);
    String[] parts = text.split("\r\n", 2);
    String fields = parts.length == 1 || parts[1].isEmpty() ? "" : parts[1] + "\r\n";
    byte[] bytes = Ascii.bytes("GET /?" + parts[0] + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n");
    RequestHead head = new HeadParser(HeadLimits.DEFAULT).parseRequest(bytes, bytes.length);
    if (head == null) {
      return;
    }
    for (Asked each : ASKED) {
      FieldCondition condition = each.condition();
      Optional<String> value =
          each.query() ? parameter(parts[0], condition.name()) : field(head, condition.name());
      assertEquals(
          value.filter(actual -> passes(condition, actual)).isPresent(),
          each.table().find(head) == 0,
          condition::toString);
    }
    for (int i = 0; i < NAMES.size(); i++) {
      Optional<String> value = parameter(parts[0], NAMES.get(i));
      List<String> wanted = VALUES.stream().map(NaivePaths::bytes).toList();
      int expected = value.map(wanted::indexOf).orElse(RouteIndex.NO_MATCH);
      assertEquals(expected, BY_VALUE.get(i).find(head), NAMES.get(i));
    }
  }

  private static boolean passes(FieldCondition condition, String actual) {
    if (condition.test() instanceof FieldCondition.Exact exact) {
      return actual.equals(NaivePaths.bytes(exact.value()));
    }
    return !(condition.test() instanceof FieldCondition.Prefix prefix)
        || actual.startsWith(NaivePaths.bytes(prefix.value()));
  }

  private static Optional<String> field(RequestHead head, String name) {
    int found = head.next(name, 0);
    return found < 0 ? Optional.empty() : Optional.of(head.value(found));
  }

  /** The first value of a name, its bytes as characters. */
  private static Optional<String> parameter(String query, String name) {
    return Stream.of(query.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> form(pair[0]).equals(NaivePaths.bytes(name)))
        .map(pair -> pair.length == 1 ? "" : form(pair[1]))
        .findFirst();
  }

  private static String form(String text) {
    ByteArrayOutputStream into = new ByteArrayOutputStream();
    Matcher escape = ESCAPE.matcher(text);
    for (int at = 0; at < text.length(); at++) {
      if (escape.region(at, text.length()).lookingAt()) {
        into.write(Integer.parseInt(escape.group(1), 16));
        at += 2;
      } else {
        into.write(text.charAt(at) == '+' ? ' ' : text.charAt(at));
      }
    }
    return into.toString(StandardCharsets.ISO_8859_1);
  }
}
