package dev.banyan.server.exchange.sim;

import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What a client asks for, body included.
 *
 * @param id whose request it is; its body's bytes are made from it
 * @param bodyBytes how long the body is
 * @param trailers what ends a chunked body
 */
record SimRequest(int id, RequestHead head, int bodyBytes, Trailers trailers) {
  private static final HeadLimits LIMITS = new HeadLimits(1 << 10, 4 << 10, 32);
  private static final String[] METHODS = {
    "GET", "HEAD", "OPTIONS", "GET", "POST", "POST", "POST", "PUT", "DELETE", "PATCH", "PURGE"
  };

  static SimRequest draw(Draw draw, int id, int keptBodyBytes) {
    String method = draw.of(METHODS);
    boolean read = method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
    boolean body = draw.chance(read ? 20 : 75);
    int length = body ? bodyLength(draw, keptBodyBytes) : 0;
    boolean chunked = body && draw.chance(40);
    StringBuilder text = new StringBuilder(method).append(" /x HTTP/1.1\r\nHost: shop.example\r\n");
    if (draw.chance(30)) {
      text.append("Idempotency-Key: k").append(id).append("\r\n");
    }
    if (body && draw.chance(25)) {
      text.append("Expect: 100-continue\r\n");
    }
    if (body) {
      text.append(
          chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + length + "\r\n");
    }
    RequestHead head = request(text.append("\r\n").toString());
    return new SimRequest(
        id, head, length, chunked && draw.chance(30) ? trailers("X-Sum: " + id) : Trailers.NONE);
  }

  private static int bodyLength(Draw draw, int keptBodyBytes) {
    int kind = draw.below(100);
    if (kind < 5) {
      return 0;
    }
    if (kind < 75) {
      return draw.between(1, 300);
    }
    return Math.min(6000, keptBodyBytes) + draw.between(-2, 400) + 2;
  }

  boolean read() {
    return head.method().isRead();
  }

  boolean hasBody() {
    return !head.framing().isEmpty();
  }

  boolean fixedLength() {
    return head.framing().kind() == BodyFraming.Kind.FIXED;
  }

  boolean toHead() {
    return head.methodToken().equals("HEAD");
  }

  @Override
  public String toString() {
    return head.methodToken() + " " + head.framing() + (head.expectsContinue() ? " expecting" : "");
  }

  private static RequestHead request(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return Objects.requireNonNull(new HeadParser(LIMITS).parseRequest(bytes, bytes.length), text);
  }

  static ResponseHead response(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return Objects.requireNonNull(new HeadParser(LIMITS).parseResponse(bytes, bytes.length), text);
  }

  static Trailers trailers(String line) {
    byte[] bytes = (line + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    ResponseHead head = response("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    HeadParser parser = new HeadParser(LIMITS);
    return Objects.requireNonNull(parser.parseTrailers(bytes, bytes.length, head), line);
  }
}
