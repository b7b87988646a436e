package dev.banyan.testkit;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An answer that describes its request as one JSON object: {@code method}, {@code target}, {@code
 * version}, {@code headers} (whole lines in order), {@code bodyLength}, {@code bodySha256}, {@code
 * origin}, {@code connection} and {@code sequence}. The field {@code X-Served-By} names the origin.
 */
final class Echo {
  /** The field that names the origin. */
  static final String SERVED_BY = "X-Served-By";

  private Echo() {}

  /** Returns the answer to a request that was read whole. */
  static Answer answer(OriginExchange exchange) throws IOException {
    CapturedBody body = exchange.readBody();
    Map<String, String> members = new TreeMap<>();
    members.put("method", quoted(exchange.method()));
    members.put("target", quoted(exchange.target()));
    members.put("version", quoted(exchange.version()));
    members.put("headers", array(exchange.headers()));
    members.put("bodyLength", Long.toString(body.length()));
    members.put("bodySha256", quoted(body.sha256()));
    members.put("origin", quoted(exchange.origin()));
    members.put("connection", Integer.toString(exchange.connection()));
    members.put("sequence", Integer.toString(exchange.sequence()));
    return Answer.ok(object(members))
        .header("Content-Type", "application/json")
        .header(SERVED_BY, exchange.origin());
  }

  private static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> quoted(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String array(HeaderLines headers) {
    return headers.lines().stream().map(Echo::quoted).collect(Collectors.joining(",", "[", "]"));
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
