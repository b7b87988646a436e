package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.testkit.fuzz.FuzzTests;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A trailer section is accepted as a naive reader does, and only what may be a trailer is kept. */
class TrailersFuzzTest implements FuzzTests {
  private static final RequestHead HEAD =
      Heads.get("a", "/", "Transfer-Encoding: chunked", "Connection: X-Hop, close");
  private static final Set<String> END_TO_END =
      Set.of(
          "age",
          "authentication-info",
          "authorization",
          "content-encoding",
          "content-range",
          "expires",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "origin",
          "pragma",
          "range",
          "retry-after",
          "vary",
          "www-authenticate",
          "x-real-ip");
  private static final Set<String> OF_PROXIES =
      Set.of("proxy-authenticate", "proxy-authentication-info", "proxy-authorization");
  private static final Set<String> LEFT_OUT =
      Stream.of(
              Arrays.stream(KnownField.values()).map(KnownField::fieldName),
              END_TO_END.stream(),
              OF_PROXIES.stream(),
              Stream.of("x-hop", "close"))
          .flatMap(names -> names)
          .collect(Collectors.toSet());
  private static final Set<String> IMITATED =
      Set.of(
          "content-length",
          "transfer-encoding",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-port",
          "x-forwarded-proto",
          "x-request-id");

  @Override
  public void check(byte[] input) {
    HeadParser parser = new HeadParser(HeadLimits.DEFAULT);
    Trailers trailers = parser.parseTrailers(input, input.length, HEAD);
    Optional<String> expected =
        NaiveHeads.trailers(Ascii.string(input, 0, input.length))
            .filter(fields -> fields.size() <= HeadLimits.DEFAULT.fields())
            .map(TrailersFuzzTest::kept);

    assertEquals(
        expected,
        Optional.ofNullable(trailers)
            .map(found -> Ascii.string(found.lines(), 0, found.lines().length)));
  }

  /** Whether a lower-case name is one that framing and forwarding rely on, underscores or not. */
  static boolean imitates(String name) {
    return IMITATED.contains(name.replace('_', '-'));
  }

  /** Whether a lower-case name is meant for the last recipient. */
  static boolean endToEnd(String name) {
    return END_TO_END.contains(name);
  }

  private static String kept(List<NaiveHeads.Field> fields) {
    return fields.stream()
        .filter(field -> !LEFT_OUT.contains(NaiveHeads.lower(field.name())))
        .filter(field -> !imitates(NaiveHeads.lower(field.name())))
        .filter(field -> FieldFamiliesTest.family(NaiveHeads.lower(field.name())).isEmpty())
        .map(field -> field.name() + ": " + field.value() + "\r\n")
        .collect(Collectors.joining());
  }
}
