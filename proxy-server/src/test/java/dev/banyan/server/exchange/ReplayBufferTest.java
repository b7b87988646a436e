package dev.banyan.server.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.transport.StingyBuffers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayBufferTest {
  private final ReplayBudget budget = new ReplayBudget(100);
  private final RecordedStream sink = new RecordedStream();

  private static void offer(ReplayBuffer buffer, String text) {
    ByteBuf piece = Unpooled.copiedBuffer(text, ISO_8859_1);
    buffer.offer(piece);
    assertEquals(1, piece.refCnt());
    assertEquals(text.length(), piece.readableBytes());
    piece.release();
  }

  @Test
  void whereThereIsNoMemoryItIsDroppedAndTheRequestGoesOn() {
    ReplayBudget scarce = new ReplayBudget(1_000, new StingyBuffers().failAll());
    ReplayBuffer buffer = new ReplayBuffer(scarce, 500);
    offer(buffer, "abc");

    assertTrue(buffer.dropped());
    assertFalse(buffer.complete());
    assertEquals(0, scarce.usedBytes());
  }

  @Test
  void keepsACopyOfAllUpToItsBound() {
    ReplayBuffer buffer = new ReplayBuffer(budget, 6);
    offer(buffer, "abc");
    offer(buffer, "def");

    assertTrue(buffer.complete());
    assertEquals(6, budget.usedBytes());
    buffer.replayTo(sink);
    buffer.replayTo(sink);
    assertEquals(List.of("body abcdef", "body abcdef"), sink.calls);
    buffer.release();
    assertEquals(0, budget.usedBytes());
  }

  @Test
  void dropsAllAboveItsBound() {
    ReplayBuffer buffer = new ReplayBuffer(budget, 6);
    offer(buffer, "abc");
    offer(buffer, "defg");
    offer(buffer, "h");

    assertFalse(buffer.complete());
    assertTrue(buffer.dropped());
    assertEquals(0, budget.usedBytes());
    buffer.replayTo(sink);
    assertEquals(List.of(), sink.calls);
  }

  @Test
  void dropsAllAboveTheBoundOfAllTogether() {
    ReplayBuffer other = new ReplayBuffer(budget, 99);
    offer(other, "x".repeat(98));
    ReplayBuffer buffer = new ReplayBuffer(budget, 50);
    offer(buffer, "ab");
    offer(buffer, "c");

    assertFalse(buffer.complete());
    assertTrue(buffer.dropped());
    assertTrue(other.complete());
    assertEquals(98, budget.usedBytes());
    other.release();
    assertEquals(0, budget.usedBytes());
  }

  @Test
  void isCompleteUntilTheFirstByteEvenIfItKeepsNothing() {
    ReplayBuffer buffer = new ReplayBuffer(budget, 0);
    assertTrue(buffer.complete());
    offer(buffer, "a");

    assertFalse(buffer.complete());
    assertFalse(buffer.dropped());
  }

  @Test
  void keepsNothingMoreOnceReleased() {
    ReplayBuffer buffer = new ReplayBuffer(budget, 50);
    offer(buffer, "a");
    buffer.release();
    offer(buffer, "b");

    assertFalse(buffer.complete());
    assertFalse(buffer.dropped());
    assertEquals(0, budget.usedBytes());
  }

  @Test
  void whatWasReplayedStaysWhereItIsWhenMoreIsKept() {
    ReplayBuffer buffer = new ReplayBuffer(new ReplayBudget(1 << 20), 1 << 16);
    offer(buffer, "abc");
    ByteBuf[] sent = new ByteBuf[1];
    buffer.replayTo(
        new RecordedStream() {
          @Override
          public void sendBody(ByteBuf piece) {
            sent[0] = piece;
          }
        });
    long address = sent[0].memoryAddress();
    offer(buffer, "x".repeat(60_000));

    assertEquals(address, sent[0].memoryAddress());
    assertEquals("abc", sent[0].toString(ISO_8859_1));
    sent[0].release();
    buffer.release();
  }
}
