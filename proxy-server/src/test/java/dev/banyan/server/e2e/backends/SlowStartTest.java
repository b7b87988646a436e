package dev.banyan.server.e2e.backends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.RawClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An endpoint that joins takes a growing part of the load. */
class SlowStartTest {
  private static final int ASKED = 400;

  private static int askedOfTheSecond(Farm farm) {
    int before = farm.origin(1).executions();
    try (RawClient client = farm.client()) {
      for (int i = 0; i < ASKED; i++) {
        assertTrue(Farm.ask(client).startsWith("origin"));
      }
    }
    return farm.origin(1).executions() - before;
  }

  /** Bounds that a right implementation fails once in a thousand million runs at most. */
  @ParameterizedTest
  @CsvSource({"0s, 140, 260", "1h, 0, 45"})
  void anEndpointThatJoinsBeginsWithASmallPart(String slowStart, int least, int most) {
    String keys = ", slow-start: " + slowStart;
    try (Farm farm = new Farm(1, 2, Farm.app("urls: [@0]" + keys))) {
      assertEquals("origin 0", farm.ask());
      farm.reload(Farm.app("urls: [@0, @1]" + keys));
      int asked = askedOfTheSecond(farm);
      assertTrue(asked >= least && asked <= most, "asked of the one that joined: " + asked);
    }
  }

  @Test
  void itsPartGrowsToTheWhole() {
    try (Farm farm = new Farm(1, 2, Farm.app("urls: [@0], slow-start: 1h"))) {
      farm.reload(Farm.app("urls: [@0, @1], slow-start: 1h"));
      farm.reload(Farm.app("urls: [@0, @1], slow-start: 1ms"));
      int asked = askedOfTheSecond(farm);
      assertTrue(asked >= 140 && asked <= 260, "asked of the one that joined: " + asked);
    }
  }

  @Test
  void endpointsThatBeginTogetherShareAtOnce() {
    try (Farm farm = new Farm(1, 2, Farm.app("urls: [@0, @1], slow-start: 1h"))) {
      int asked = askedOfTheSecond(farm);
      assertTrue(asked >= 140 && asked <= 260, "asked of the second: " + asked);
    }
  }

  @Test
  void theSoleEndpointIsNotSlowed() {
    try (Farm farm = new Farm(1, 2, Farm.app("urls: [@0], slow-start: 1h"))) {
      farm.reload(Farm.app("urls: [@1], slow-start: 1h"));
      assertEquals(ASKED, askedOfTheSecond(farm));
    }
  }
}
