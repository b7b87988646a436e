package dev.banyan.server.wire;

import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.HopByHop;
import dev.banyan.core.http.KnownField;
import dev.banyan.core.http.MessageHead;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** Whole messages as Banyan writes them for the next hop, one character a byte. */
public final class Serialised {
  private static final UnpooledByteBufAllocator ALLOC = UnpooledByteBufAllocator.DEFAULT;
  private static final ChannelHandlerContext CHANNEL =
      new EmbeddedChannel(new ChannelInboundHandlerAdapter()).pipeline().lastContext();
  private static final byte[] AUTHORITY = "app.example:81".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] NO_DATE = {};

  private Serialised() {}

  /** A request, its body in one piece. */
  public static String request(RequestHead head, String body, Trailers trailers) {
    ByteBuf out = ALLOC.heapBuffer();
    HeadWriter.request(
        out,
        head,
        HeaderEdits.NONE,
        AUTHORITY,
        false,
        head.expectsContinue(),
        ConnectionToken.NONE);
    return text(out) + body(head.framing(), body, trailers);
  }

  /** An answer, its body in one piece; {@code framing} is how the client is told its end. */
  public static String response(
      ResponseHead head, BodyFraming framing, boolean keepLength, String body, Trailers trailers) {
    ByteBuf out = ALLOC.heapBuffer();
    HeadWriter.response(
        out, head, HeaderEdits.NONE, framing, keepLength, ConnectionToken.NONE, NO_DATE);
    return text(out) + body(framing, body, trailers);
  }

  private static String body(BodyFraming framing, String body, Trailers trailers) {
    if (framing.kind() != BodyFraming.Kind.CHUNKED) {
      return body;
    }
    BodyWriter writer = new BodyWriter();
    writer.begin(framing);
    String chunk =
        body.isEmpty() ? "" : Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
    return chunk + text(writer.ending(CHANNEL, trailers));
  }

  private static String text(ByteBuf bytes) {
    String text = bytes.toString(StandardCharsets.ISO_8859_1);
    bytes.release();
    return text;
  }

  /** The fields that travel on, but for those that say whom a request is for. */
  public static List<String> travelling(MessageHead head) {
    return IntStream.range(0, head.fieldCount())
        .filter(i -> !HopByHop.endsHere(head, i))
        .filter(i -> !head.is(i, KnownField.HOST) && !head.is(i, KnownField.EXPECT))
        .mapToObj(i -> head.name(i) + ": " + head.value(i))
        .toList();
  }
}
