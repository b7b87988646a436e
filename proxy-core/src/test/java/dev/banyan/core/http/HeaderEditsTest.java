package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields left out and added. */
class HeaderEditsTest {

  @Test
  void aRemovedFieldIsLeftOutInAnyCase() {
    RequestHead head = Heads.get("a", "/", "X-A: 1", "x-a: 2", "X-B: 3");
    HeaderEdits edits = HeaderEdits.NONE.removing("x-A");

    assertFalse(edits.removes(head, 0));
    assertTrue(edits.removes(head, 1));
    assertTrue(edits.removes(head, 2));
    assertFalse(edits.removes(head, 3));
    assertFalse(HeaderEdits.NONE.removes(head, 1), "edits are values");
  }

  @Test
  void addedLinesFollowEachOther() {
    byte[] lines = HeaderEdits.NONE.adding("A", "1").removing("A").adding("B", "\t2").addedLines();

    assertEquals("A: 1\r\nB: \t2\r\n", Ascii.string(lines, 0, lines.length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nB: c", "a\nb", "a\0", "a\u007f", "a\u0100"})
  void textThatWouldBreakTheHeadIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> HeaderEdits.NONE.adding("A", text));
    assertThrows(IllegalArgumentException.class, () -> HeaderEdits.NONE.adding(text, "a"));
  }
}
