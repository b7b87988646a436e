package dev.banyan.testkit.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.PlantedFault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeakCheckTest {
  @Test
  void aBufferThatNobodyReleasesFailsItsTestClass() {
    List<String> failures = PlantedFault.failuresOf(LeakyCase.class);

    assertEquals(1, failures.size(), failures::toString);
    String failure = failures.get(0);
    assertTrue(
        failure.startsWith("leaks: 2 (expected: 0), found after LeakCheckTest$LeakyCase"), failure);
    assertTrue(failure.contains("LeakyCase.forgets"), failure);
    assertTrue(failure.contains("LeakyCase.forgetsAPooledOne"), failure);
  }

  @Test
  void aBufferThatIsReleasedFailsNothing() {
    assertEquals(List.of(), PlantedFault.failuresOf(TidyCase.class));
  }

  static class LeakyCase {
    @Test
    void forgets() {
      UnpooledByteBufAllocator.DEFAULT.buffer().writeByte(1);
    }

    @Test
    void forgetsAPooledOne() {
      ByteBufAllocator.DEFAULT.directBuffer().retainedSlice().release();
    }
  }

  static class TidyCase {
    @Test
    void releases() {
      ByteBuf buffer = ByteBufAllocator.DEFAULT.buffer().writeByte(1);
      assertTrue(buffer.release());
    }
  }
}
