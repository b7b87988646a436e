package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
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
    HeaderEdits edits = HeaderEdits.builder().remove("x-A").remove("COOKIE").build();

    assertFalse(edits.removes(head, 0));
    assertTrue(edits.removes(head, 1));
    assertTrue(edits.removes(head, 2));
    assertFalse(edits.removes(head, 3));
    assertFalse(HeaderEdits.NONE.removes(head, 1), "edits are values");
  }

  @Test
  void whatIsTakenForARemovedFieldGoesWithIt() {
    RequestHead head =
        Heads.get("a", "/", "X_Tenant: 1", "x-TENANT: 2", "X-Tenants: 3", "Cache_Control: 4");
    HeaderEdits edits = HeaderEdits.builder().remove("X-Tenant").remove("Cache-Control").build();

    assertTrue(edits.removes(head, 1));
    assertTrue(edits.removes(head, 2));
    assertFalse(edits.removes(head, 3));
    assertTrue(edits.removes(head, 4));
    HeaderEdits underscored = HeaderEdits.builder().remove("X_Tenant").build();
    assertTrue(underscored.removes(head, 1));
    assertFalse(underscored.removes(head, 2));
  }

  @Test
  void whatOthersLeaveOutIsLeftOutToo() {
    RequestHead head = Heads.get("a", "/", "X-A: 1", "Cookie: a=b", "X-B: 3");
    HeaderEdits others = HeaderEdits.builder().remove("x-a").remove("cookie").build();
    HeaderEdits edits = HeaderEdits.builder().remove("X-B").removeLike(others).build();

    assertFalse(edits.removes(head, 0));
    assertTrue(edits.removes(head, 1));
    assertTrue(edits.removes(head, 2));
    assertTrue(edits.removes(head, 3));
    assertFalse(others.removes(head, 3), "edits are values");
  }

  @Test
  void aTargetStandsInForThatOfTheRequest() {
    byte[] target = Ascii.bytes("/v2?a");

    assertSame(target, HeaderEdits.builder().target(target).build().target());
    assertNull(HeaderEdits.NONE.target());
  }

  @Test
  void addedLinesFollowEachOther() {
    byte[] lines =
        HeaderEdits.builder().add("A", "1").remove("A").add("B", "\t2").build().addedLines();

    assertEquals("A: 1\r\nB: \t2\r\n", Ascii.string(lines, 0, lines.length));
  }

  @Test
  void aReplacementIsOfOneFieldAndNotOfItsName() {
    HeaderEdits edits = HeaderEdits.builder().replace(2, Ascii.bytes("b")).build();

    assertNull(edits.replacement(1));
    assertArrayEquals(Ascii.bytes("b"), edits.replacement(2));
    assertNull(HeaderEdits.NONE.replacement(2));
  }

  @Test
  void aKnownFieldIsRemovedByItsNameOrItsNumber() {
    RequestHead head = Heads.get("a", "/", "Via: 1.1 a", "COOKIE: b", "X-A: 1");
    HeaderEdits edits = HeaderEdits.builder().remove(KnownField.VIA).remove("cookie").build();

    assertTrue(edits.removes(head, 1));
    assertTrue(edits.removes(head, 2));
    assertFalse(edits.removes(head, 3));
  }

  @Test
  void linesAreMadeOfPiecesAndNumbersOfAnyLength() {
    HeaderEdits.Builder edits = HeaderEdits.builder();
    StringBuilder expected = new StringBuilder();
    for (int number : new int[] {0, 9, 10, 4711, Integer.MAX_VALUE}) {
      edits.put(Ascii.bytes("N: ")).putNumber(number);
      edits.put(Ascii.bytes("(;x" + "y".repeat(number % 1000) + ")"), 1, 3 + number % 1000);
      edits.endLine();
      expected.append("N: ").append(number).append(";x").append("y".repeat(number % 1000));
      expected.append("\r\n");
    }
    byte[] lines = edits.build().addedLines();

    assertEquals(expected.toString(), Ascii.string(lines, 0, lines.length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nB: c", "a\nb", "a\0", "a\u007f", "a\u0100"})
  void textThatWouldBreakTheHeadIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> HeaderEdits.builder().add("A", text));
    assertThrows(IllegalArgumentException.class, () -> HeaderEdits.builder().add(text, "a"));
  }
}
