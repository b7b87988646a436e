package dev.banyan.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * A request that a load sends. Immutable.
 *
 * @param method the method
 * @param path the request target
 * @param lines more field lines, such as a cookie; not {@code Host}, length or key
 * @param body the body's text; empty for none
 */
public record LoadRequest(String method, String path, List<String> lines, String body) {
  /** Copies the lines. */
  public LoadRequest {
    lines = List.copyOf(lines);
  }

  /** Returns a request without a body. */
  public static LoadRequest of(String method, String path) {
    return new LoadRequest(method, path, List.of(), "");
  }

  /** Returns a request with a body. */
  public static LoadRequest of(String method, String path, String body) {
    return new LoadRequest(method, path, List.of(), body);
  }

  /** Returns a copy with one more field line. */
  public LoadRequest line(String line) {
    List<String> more = new ArrayList<>(lines);
    more.add(line);
    return new LoadRequest(method, path, more, body);
  }

  /** Tells whether the method only reads: GET, HEAD or OPTIONS. */
  public boolean reads() {
    return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
  }

  /** Returns the text on the wire; a request that writes always announces its length. */
  String wireText(String host, String key) {
    StringBuilder text = new StringBuilder();
    text.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    text.append("Host: ").append(host).append("\r\n");
    text.append(RecordedRequest.KEY_FIELD).append(": ").append(key).append("\r\n");
    lines.forEach(line -> text.append(line).append("\r\n"));
    if (!reads() || !body.isEmpty()) {
      text.append("Content-Length: ").append(WireInput.latin1(body).length).append("\r\n");
    }
    return text.append("\r\n").append(body).toString();
  }
}
