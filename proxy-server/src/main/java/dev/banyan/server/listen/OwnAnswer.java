package dev.banyan.server.listen;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeaderEdits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * The answers that Banyan itself gives: small, plain, and silent about what runs here. Stateless.
 */
final class OwnAnswer {
  private OwnAnswer() {}

  /**
   * Makes a whole answer.
   *
   * @param toHead whether the body is left out, since the request was a HEAD
   * @param close whether the connection closes after it
   */
  static ByteBuf of(
      ByteBufAllocator alloc, int status, HeaderEdits edits, boolean toHead, boolean close) {
    String phrase = HttpResponseStatus.valueOf(status).reasonPhrase();
    byte[] body = Ascii.bytes("{\"status\":" + status + ",\"error\":\"" + phrase + "\"}\n");
    byte[] head =
        Ascii.bytes(
            "HTTP/1.1 "
                + status
                + " "
                + phrase
                + "\r\nContent-Type: application/json\r\nCache-Control: no-store\r\n"
                + (close ? "Connection: close\r\n" : "")
                + "Content-Length: "
                + body.length
                + "\r\n");
    ByteBuf out = alloc.ioBuffer(head.length + edits.addedLines().length + 2 + body.length);
    out.writeBytes(head).writeBytes(edits.addedLines()).writeBytes(Ascii.bytes("\r\n"));
    return toHead ? out : out.writeBytes(body);
  }
}
