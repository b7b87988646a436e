package dev.banyan.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Which records of a server end a connection, however they are cut. */
class RenegotiationGuardTest {
  private static final int CHANGE = 20;
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int DATA = 23;

  /** A record for each type, whose bodies hold what would be headers. */
  private static byte[] records(int... types) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < types.length; i++) {
      int length = types[i] == DATA ? 300 + i : 7 * i;
      out.writeBytes(new byte[] {(byte) types[i], 3, 3, (byte) (length >> 8), (byte) length});
      byte[] body = new byte[length];
      Arrays.fill(body, (byte) HANDSHAKE);
      out.writeBytes(body);
    }
    return out.toByteArray();
  }

  /** Sends the bytes in pieces; returns what came through, or how much if it was cut. */
  private static String through(byte[] all, int piece) {
    EmbeddedChannel channel = new EmbeddedChannel(new RenegotiationGuard());
    for (int at = 0; at < all.length && channel.isOpen(); at += piece) {
      int end = Math.min(all.length, at + piece);
      channel.writeInbound(Unpooled.copiedBuffer(all, at, end - at));
    }
    boolean open = channel.isOpen();
    ByteArrayOutputStream passed = new ByteArrayOutputStream();
    for (ByteBuf bytes = channel.readInbound(); bytes != null; bytes = channel.readInbound()) {
      passed.writeBytes(ByteBufUtil.getBytes(bytes));
      bytes.release();
    }
    channel.finishAndReleaseAll();
    boolean whole = Arrays.equals(all, passed.toByteArray());
    return (open ? "open" : "closed") + (whole ? ", all passed" : ", cut");
  }

  private static void assertThrough(String expected, int... types) {
    byte[] all = records(types);
    for (int piece = 1; piece <= all.length; piece++) {
      assertEquals(expected, through(all, piece), "pieces of " + piece);
    }
  }

  @Test
  void aWholeHandshakeAndWhatFollowsPasses() {
    assertThrough("open, all passed", HANDSHAKE, HANDSHAKE, HANDSHAKE, CHANGE, HANDSHAKE, DATA);
  }

  @Test
  void aHandshakeOfTheNewVersionPassesWithARetryToo() {
    assertThrough("open, all passed", HANDSHAKE, CHANGE, DATA, DATA, DATA);
    assertThrough("open, all passed", HANDSHAKE, CHANGE, HANDSHAKE, DATA, DATA, ALERT);
  }

  @Test
  void anotherHandshakeEndsTheConnection() {
    assertThrough("closed, cut", HANDSHAKE, CHANGE, HANDSHAKE, DATA, HANDSHAKE, DATA);
  }

  @Test
  void soItDoesRightBehindTheFirst() {
    assertThrough("closed, cut", HANDSHAKE, CHANGE, HANDSHAKE, HANDSHAKE);
  }
}
