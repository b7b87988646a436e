package dev.banyan.server.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.http.Trailers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyPumpTest {
  private final List<Boolean> demands = new ArrayList<>();
  private final RecordedStream sink = new RecordedStream();
  private final ReplayBudget budget = new ReplayBudget(1_000);
  private final ReplayBuffer tap = new ReplayBuffer(budget, 100);
  private final BodyPump pump = new BodyPump(demands::add, tap);

  private static ByteBuf piece(String text) {
    return Unpooled.copiedBuffer(text, ISO_8859_1);
  }

  @Test
  void nothingIsDemandedWithoutASink() {
    assertEquals(List.of(), demands);
    assertFalse(pump.waitsForSource());
  }

  @Test
  void piecesAreDemandedOnceWhileTheSinkTakesThem() {
    pump.attach(sink);
    pump.piece(piece("a"));
    pump.piece(piece("b"));
    pump.end(Trailers.NONE);

    assertEquals(List.of(true), demands);
    assertEquals(List.of("body a", "body b", "end"), sink.calls);
    assertTrue(pump.ended());
    tap.release();
  }

  @Test
  void aFullSinkIsFlushedAndStopsTheSource() {
    pump.attach(sink);
    sink.writable = false;
    pump.piece(piece("a"));

    assertEquals(List.of(true, false), demands);
    assertEquals(List.of("body a", "flush"), sink.calls);

    sink.writable = true;
    pump.sinkWritable();

    assertEquals(List.of(true, false, true), demands);
    tap.release();
  }

  @Test
  void theNextSinkIsSentAllFromTheBeginning() {
    pump.attach(sink);
    pump.piece(piece("ab"));
    pump.piece(piece("cd"));
    pump.detach();
    RecordedStream next = new RecordedStream();
    pump.attach(next);
    pump.piece(piece("ef"));
    pump.end(Trailers.NONE);

    assertEquals(List.of(true, false, true), demands);
    assertEquals(List.of("body abcd", "body ef", "end"), next.calls);
    tap.release();
  }

  @Test
  void aBodyThatHasEndedIsSentWholeWithItsEnd() {
    pump.attach(sink);
    pump.piece(piece("ab"));
    pump.end(Trailers.NONE);
    pump.detach();
    RecordedStream next = new RecordedStream();
    pump.attach(next);

    assertEquals(List.of("body ab", "end"), next.calls);
    assertEquals(List.of(true), demands);
    tap.release();
  }

  @Test
  void aSourceThatMayHaveEndedIsNotTouchedByAClosedPump() {
    pump.attach(sink);
    sink.writable = false;
    pump.piece(piece("a"));
    pump.close();
    sink.writable = true;
    pump.sinkWritable();

    assertEquals(List.of(true, false), demands);
    tap.release();
  }

  @Test
  void aPieceWithoutASinkIsReleased() {
    ByteBuf lost = piece("a");
    pump.piece(lost);

    assertEquals(0, lost.refCnt());
  }

  @Test
  void aSourceIsNotAskedForMoreWhenTheFlushFindsTheSinkGone() {
    RecordedStream gone =
        new RecordedStream() {
          @Override
          public void flush() {
            pump.close();
            writable = true;
          }
        };
    gone.writable = false;
    pump.attach(gone);
    pump.piece(piece("a"));

    assertEquals(List.of(), demands);
    tap.release();
  }
}
