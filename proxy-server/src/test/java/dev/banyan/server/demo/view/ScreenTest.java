package dev.banyan.server.demo.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenTest {
  @Test
  void sttyTellsLinesFirst() {
    assertEquals(Optional.of(new Screen.Size(120, 40)), Screen.parseSize("40 120"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0 0", "40", "40 120 3", "x y", "99999 80"})
  void whatIsNoSizeIsNone(String text) {
    assertEquals(Optional.empty(), Screen.parseSize(text));
  }
}
