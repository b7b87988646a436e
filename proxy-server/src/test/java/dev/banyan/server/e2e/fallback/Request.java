package dev.banyan.server.e2e.fallback;

import dev.banyan.testkit.RawClient;
import java.util.ArrayList;
import java.util.List;

/**
 * A request of a test. Immutable.
 *
 * @param method the method
 * @param path the path, by which the access log is searched
 * @param lines field lines beside {@code Host} and the length
 * @param body the body's text; with empty text there is none
 */
record Request(String method, String path, List<String> lines, String body) {
  static final String BODY = "name=Ada&city=Paris";

  Request {
    lines = List.copyOf(lines);
  }

  static Request get(String path) {
    return of("GET", path);
  }

  static Request post(String path) {
    return of("POST", path);
  }

  /** A request of this method, with a body unless the method only reads. */
  static Request of(String method, String path) {
    return new Request(method, path, List.of(), reads(method) ? "" : BODY);
  }

  private static boolean reads(String method) {
    return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
  }

  Request with(String line) {
    List<String> more = new ArrayList<>(lines);
    more.add(line);
    return new Request(method, path, more, body);
  }

  Request body(String text) {
    return new Request(method, path, lines, text);
  }

  /** The text on the wire. */
  String text() {
    return head() + body;
  }

  /** The text up to the empty line. */
  String head() {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: shop\r\n");
    lines.forEach(line -> head.append(line).append("\r\n"));
    if (!body.isEmpty()) {
      head.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** Sends it, and reads what comes back. */
  Told over(RawClient client) {
    client.send(text());
    return Told.by(method.equals("HEAD") ? client.readResponseToHead() : client.readResponse());
  }
}
