package dev.banyan.server.demo.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.demo.shop.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameTest {
  @ParameterizedTest
  @CsvSource({"80, 24", "120, 40", "81, 25", "200, 60", "40, 10", "10, 3", "1, 1"})
  void fitsTheScreen(int width, int height) {
    List<String> lines = Frame.draw(Views.view(Fault.HANG, 100), width, height, true);

    assertTrue(lines.size() <= height, () -> lines.size() + " lines");
    for (String line : lines) {
      String visible = line.replaceAll("\u001b\\[[0-9;]*m", "");
      assertTrue(visible.length() <= width, () -> visible.length() + ": " + visible);
    }
  }

  @Test
  void eightyColumnsHoldTheWholeTable() {
    List<String> lines = Frame.draw(Views.view(null, 0), 80, 24, false);

    assertEquals(
        """
                     share          legacy             new
          route     wanted seen req/s  p50  p99 req/s  p50  p99 breaker   rescued errors
          catalog      50%  50%  12.3  9.1  105     0    -    - open           23      0
        ▸ checkout  50/12…  30%  12.3  9.1  105  12.3  9.1  105 half-open       2      3
          a-route-…    50% 100%  12.3  9.1  105  12.3  9.1  105 closed          0      0
          unmatched      -    -  12.3  9.1  105     0    -    - -               0      0
        """,
        String.join("\n", lines.subList(2, 8)) + "\n");
  }

  @Test
  void aWideScreenShowsNamesSharesAndABar() {
    String text = String.join("\n", Frame.draw(Views.view(null, 0), 130, 40, false));

    assertTrue(text.contains("50/12.5%"), text);
    assertTrue(text.contains("━━━━━━━━"), text);
  }

  @Test
  void showsTheFaultTheKeysAndLinesToCopy() {
    String text = String.join("\n", Frame.draw(Views.view(Fault.HANG, 3), 80, 24, false));

    assertTrue(text.contains("The new shop takes requests and never answers."), text);
    assertTrue(text.contains("curl -X POST http://127.0.0.1:40123/faults/hang"), text);
    for (Fault fault : Fault.values()) {
      assertTrue(text.contains(fault.key() + " " + fault.label()), fault::label);
    }
    assertTrue(text.contains("12,345 requests, 0 forbidden errors, 3 unavoidable"), text);
  }

  @Test
  void theNewestEventsAreKept() {
    String text = String.join("\n", Frame.draw(Views.view(null, 100), 80, 24, false));

    assertTrue(text.contains("event 99"), text);
    assertFalse(text.contains("event 50"), text);
  }

  @Test
  void withoutColoursThereIsNoEscape() {
    assertFalse(
        String.join("", Frame.draw(Views.view(Fault.CUT, 3), 100, 30, false)).contains("\u001b"));
    assertTrue(
        String.join("", Frame.draw(Views.view(Fault.CUT, 3), 100, 30, true)).contains("\u001b"));
  }
}
