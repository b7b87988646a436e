package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.testkit.fuzz.FuzzTests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cookies are found where a naive reader finds them. An input is what stands behind the first
 * {@code Cookie:} of a head; further lines may follow.
 */
class CookiesFuzzTest implements FuzzTests {
  /** A cookie by the words of RFC 6265 section 4.2.1. */
  private record Cookie(String name, String value) {}

  @Override
  public void check(byte[] input) {
    String text =
        "GET / HTTP/1.1\r\nHost: a\r\nCookie:" + Ascii.string(input, 0, input.length) + "\r\n\r\n";
    byte[] bytes = Ascii.bytes(text);
    RequestHead head = new HeadParser(HeadLimits.DEFAULT).parseRequest(bytes, bytes.length);
    if (head == null) {
      return;
    }
    List<Cookie> cookies = naive(RequestHeadFuzzTest.fields(head));
    List<String> names = new ArrayList<>(cookies.stream().map(Cookie::name).distinct().toList());
    names.addAll(List.of("", "id", "session", " "));
    for (String name : names) {
      assertEquals(value(cookies, name, false), text(head, Cookies.find(head, name)), name);
      assertEquals(value(cookies, name, true), text(head, Cookies.findNonEmpty(head, name)), name);
    }
  }

  private static List<Cookie> naive(List<NaiveHeads.Field> fields) {
    List<Cookie> cookies = new ArrayList<>();
    for (String line : NaiveHeads.values(fields, "Cookie")) {
      for (String pair : line.split(";", -1)) {
        String[] parts = pair.split("=", 2);
        if (parts.length == 2) {
          cookies.add(new Cookie(NaiveHeads.stripped(parts[0]), NaiveHeads.stripped(parts[1])));
        }
      }
    }
    return cookies;
  }

  private static Optional<String> value(List<Cookie> cookies, String name, boolean nonEmpty) {
    return cookies.stream()
        .filter(cookie -> cookie.name().equals(name))
        .map(Cookie::value)
        .filter(value -> !nonEmpty || !value.isEmpty())
        .findFirst();
  }

  private static Optional<String> text(RequestHead head, long range) {
    return range == Cookies.ABSENT
        ? Optional.empty()
        : Optional.of(Ascii.string(head.bytes(), Cookies.start(range), Cookies.end(range)));
  }
}
