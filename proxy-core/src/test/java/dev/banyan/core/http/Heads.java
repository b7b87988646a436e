package dev.banyan.core.http;

import java.util.Arrays;

/** Heads for tests, written as text. */
public final class Heads {
  private Heads() {}

  /** The head of {@code lines}: a request line and fields, each ended by a line feed. */
  public static RequestHead request(String lines) {
    byte[] bytes = wire(lines);
    HeadParser parser = new HeadParser(HeadLimits.DEFAULT);
    RequestHead head = parser.parseRequest(bytes, bytes.length);
    if (head == null) {
      throw new IllegalArgumentException(parser.violation() + " in " + lines);
    }
    return head;
  }

  /** A GET of {@code target} at {@code host}, with more {@code fields}, each without line end. */
  public static RequestHead get(String host, String target, String... fields) {
    return of("GET", host, target, fields);
  }

  /** A request for {@code target} at {@code host}, with more {@code fields}. */
  public static RequestHead of(String method, String host, String target, String... fields) {
    StringBuilder lines = new StringBuilder();
    lines.append(method).append(' ').append(target).append(" HTTP/1.1\nHost: ").append(host);
    Arrays.stream(fields).forEach(field -> lines.append('\n').append(field));
    return request(lines.append('\n').toString());
  }

  /** The head of an answer. */
  public static ResponseHead response(String lines) {
    byte[] bytes = wire(lines);
    HeadParser parser = new HeadParser(HeadLimits.DEFAULT);
    ResponseHead head = parser.parseResponse(bytes, bytes.length);
    if (head == null) {
      throw new IllegalArgumentException(parser.violation() + " in " + lines);
    }
    return head;
  }

  private static byte[] wire(String lines) {
    return Ascii.bytes(lines.replace("\n", "\r\n") + "\r\n");
  }
}
