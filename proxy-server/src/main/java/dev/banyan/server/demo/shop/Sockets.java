package dev.banyan.server.demo.shop;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** What the shops do to their connections, in good order and in bad. Stateless. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in a closed connection
final class Sockets {
  private Sockets() {}

  /** Sends an answer. Takes it over. */
  static void send(Channel channel, FullHttpResponse response) {
    channel.writeAndFlush(response);
  }

  /** Ends a connection, or a listener, in good order. */
  static void close(Channel channel) {
    channel.close();
  }

  /** Runs a task on a connection's loop after a while. */
  static void later(Channel channel, long millis, Runnable task) {
    channel.eventLoop().schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  /** Ends a connection with RST. */
  static void reset(Channel channel) {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.close();
  }

  /** Writes ASCII as it is, and closes. */
  static void writeRaw(Channel channel, String text) {
    // The codec would refuse the bytes, so they enter the pipeline behind it.
    channel
        .pipeline()
        .context(HttpServerCodec.class)
        .writeAndFlush(ByteBufUtil.writeAscii(channel.alloc(), text))
        .addListener(ChannelFutureListener.CLOSE);
  }

  /** Writes a response up to the middle of its body, and closes. Takes the response over. */
  static void writeCut(Channel channel, FullHttpResponse response) {
    HttpResponseStatus status = response.status();
    StringBuilder head = new StringBuilder();
    head.append("HTTP/1.1 ").append(status.code()).append(' ').append(status.reasonPhrase());
    response
        .headers()
        .forEach(field -> head.append("\r\n" + field.getKey() + ": " + field.getValue()));
    String body = response.content().toString(StandardCharsets.UTF_8);
    response.release();
    writeRaw(channel, head + "\r\n\r\n" + body.substring(0, body.length() / 2));
  }
}
