package dev.banyan.server.wire;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.HopByHop;
import dev.banyan.core.http.KnownField;
import dev.banyan.core.http.MessageHead;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.ResponseHead;
import io.netty.buffer.ByteBuf;

/**
 * Writes heads for the next hop: the fields that travel on are copied as they stand, in their
 * order, in as few runs as possible; the fields of the connection and of the framing are written
 * anew. Stateless.
 */
public final class HeadWriter {
  private static final byte[] HTTP_1_1_CRLF = Ascii.bytes(" HTTP/1.1\r\n");
  private static final byte[] HTTP_1_1 = Ascii.bytes("HTTP/1.1 ");
  private static final byte[] CRLF = Ascii.bytes("\r\n");
  private static final byte[] HOST = Ascii.bytes("Host: ");
  private static final byte[] CONTENT_LENGTH = Ascii.bytes("Content-Length: ");
  private static final byte[] CHUNKED = Ascii.bytes("Transfer-Encoding: chunked\r\n");
  private static final byte[] CLOSE = Ascii.bytes("Connection: close\r\n");
  private static final byte[] KEEP_ALIVE = Ascii.bytes("Connection: keep-alive\r\n");
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private HeadWriter() {}

  /** How many bytes a head may need, at most, beside its edits. */
  public static int sizeHint(MessageHead head, HeaderEdits edits) {
    byte[] target = edits.target();
    int changed = edits.addedLines().length + (target == null ? 0 : target.length);
    return head.length() + changed + 192;
  }

  /**
   * Writes the backend request's head in origin form.
   *
   * @param authority the endpoint's {@code host:port}
   * @param rewriteHost whether Host names the endpoint; it does too where the client named none at
   *     all. Else it is that of a target in absolute form, whatever the field spells (RFC 9112
   *     section 3.2.2), or the field
   * @param expect whether the expectation of a 100 is passed on
   * @param connection what the backend is told of its connection
   */
  public static void request(
      ByteBuf out,
      RequestHead head,
      HeaderEdits edits,
      byte[] authority,
      boolean rewriteHost,
      boolean expect,
      ConnectionToken connection) {
    byte[] in = head.bytes();
    out.writeBytes(in, 0, head.methodEnd()).writeByte(' ');
    byte[] target = edits.target();
    if (target == null) {
      out.writeBytes(in, head.pathStart(), head.targetEnd() - head.pathStart());
    } else {
      out.writeBytes(target);
    }
    out.writeBytes(HTTP_1_1_CRLF);
    boolean hostAnew = rewriteHost || head.absoluteForm() || !head.has(KnownField.HOST);
    if (hostAnew) {
      out.writeBytes(HOST);
      if (head.absoluteForm() && !rewriteHost) {
        out.writeBytes(in, head.hostStart(), head.authorityEnd() - head.hostStart());
      } else {
        out.writeBytes(authority);
      }
      out.writeBytes(CRLF);
    }
    fields(out, head, edits, hostAnew, !expect, false);
    framing(out, head.framing());
    connection(out, connection);
    out.writeBytes(edits.addedLines()).writeBytes(CRLF);
  }

  /**
   * Writes the client response's head.
   *
   * @param framing how the client is told the body's end; UNTIL_CLOSE writes no framing field
   * @param keepLength whether the backend's Content-Length stands although no body follows, as it
   *     does for an answer to HEAD and for a 304
   * @param connection what the client is told of its connection
   * @param date the Date line, for an answer that has none (RFC 9110 section 6.6.1)
   */
  public static void response(
      ByteBuf out,
      ResponseHead head,
      HeaderEdits edits,
      BodyFraming framing,
      boolean keepLength,
      ConnectionToken connection,
      byte[] date) {
    statusLine(out, head);
    fields(out, head, edits, false, false, keepLength);
    if (!head.has(KnownField.DATE)) {
      out.writeBytes(date);
    }
    framing(out, framing);
    connection(out, connection);
    out.writeBytes(edits.addedLines()).writeBytes(CRLF);
  }

  /**
   * Writes an answer of Banyan's own: its head, and its body unless it answers a HEAD or its status
   * allows none (RFC 9110 sections 6.4.1 and 8.6).
   *
   * @param edits what is added to the answer's own fields
   * @param date the Date line
   * @param toHead whether the request was a HEAD
   */
  public static void own(
      ByteBuf out,
      OwnAnswer answer,
      HeaderEdits edits,
      byte[] date,
      ConnectionToken connection,
      boolean toHead) {
    boolean bodiless = answer.status() == NO_CONTENT || answer.status() == NOT_MODIFIED;
    out.writeBytes(StatusLines.of(answer.status())).writeBytes(answer.fields()).writeBytes(date);
    if (!bodiless) {
      framing(out, BodyFraming.fixed(answer.body().length));
    }
    connection(out, connection);
    out.writeBytes(edits.addedLines()).writeBytes(CRLF);
    if (!bodiless && !toHead) {
      out.writeBytes(answer.body());
    }
  }

  private static void connection(ByteBuf out, ConnectionToken connection) {
    switch (connection) {
      case NONE -> {}
      case CLOSE -> out.writeBytes(CLOSE);
      case KEEP_ALIVE -> out.writeBytes(KEEP_ALIVE);
    }
  }

  /** How many bytes an answer of Banyan's own may need, at most. */
  public static int sizeHint(OwnAnswer answer, HeaderEdits edits) {
    return answer.fields().length + edits.addedLines().length + answer.body().length + 192;
  }

  /** Writes an interim answer's head. */
  public static void informational(ByteBuf out, ResponseHead head) {
    statusLine(out, head);
    fields(out, head, HeaderEdits.NONE, false, false, false);
    out.writeBytes(CRLF);
  }

  private static void statusLine(ByteBuf out, ResponseHead head) {
    int start = head.statusStart();
    out.writeBytes(HTTP_1_1).writeBytes(head.bytes(), start, head.statusLineEnd() - start);
    if (head.statusLineEnd() == start + 3) {
      out.writeByte(' ');
    }
    out.writeBytes(CRLF);
  }

  private static void fields(
      ByteBuf out,
      MessageHead head,
      HeaderEdits edits,
      boolean dropHost,
      boolean dropExpect,
      boolean keepLength) {
    int runStart = -1;
    int count = head.fieldCount();
    for (int i = 0; i < count; i++) {
      boolean kept =
          head.is(i, KnownField.CONTENT_LENGTH)
              ? keepLength
              : !HopByHop.endsHere(head, i)
                  && !(dropHost && head.is(i, KnownField.HOST))
                  && !(dropExpect && head.is(i, KnownField.EXPECT))
                  && !edits.removes(head, i);
      if (kept && runStart < 0) {
        runStart = head.nameStart(i);
      } else if (!kept && runStart >= 0) {
        out.writeBytes(head.bytes(), runStart, head.nameStart(i) - runStart);
        runStart = -1;
      }
      byte[] value = kept ? edits.replacement(i) : null;
      if (value != null) {
        out.writeBytes(head.bytes(), runStart, head.valueStart(i) - runStart).writeBytes(value);
        runStart = head.valueEnd(i);
      }
    }
    if (runStart >= 0) {
      out.writeBytes(head.bytes(), runStart, head.length() - CRLF.length - runStart);
    }
  }

  private static void framing(ByteBuf out, BodyFraming framing) {
    switch (framing.kind()) {
      case NONE, UNTIL_CLOSE -> {}
      case CHUNKED -> out.writeBytes(CHUNKED);
      case FIXED -> {
        out.writeBytes(CONTENT_LENGTH);
        Digits.decimal(out, framing.length());
        out.writeBytes(CRLF);
      }
    }
  }
}
