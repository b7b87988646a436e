package dev.banyan.server.admin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminBuffersTest {
  @Test
  void everyBufferIsOnTheHeapWhateverIsAskedFor() {
    for (ByteBuf buffer :
        new ByteBuf[] {
          AdminBuffers.ALL.buffer(100),
          AdminBuffers.ALL.ioBuffer(100),
          AdminBuffers.ALL.directBuffer(100),
          AdminBuffers.ALL.compositeBuffer().addComponent(true, AdminBuffers.ALL.buffer(100)),
        }) {
      assertFalse(buffer.isDirect(), buffer::toString);
      buffer.release();
    }
    assertFalse(AdminBuffers.ALL.isDirectBufferPooled());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 1_000_000})
  void aBodyIsGivenToTheNetworkInPieces(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);

    ByteBuf body = AdminBuffers.ALL.body(bytes);

    assertArrayEquals(bytes, ByteBufUtil.getBytes(body));
    int sum = 0;
    for (ByteBuffer piece : body.nioBuffers()) {
      assertTrue(piece.remaining() <= 65_536, piece::toString);
      sum += piece.remaining();
    }
    assertEquals(length, sum);
    body.release();
  }
}
