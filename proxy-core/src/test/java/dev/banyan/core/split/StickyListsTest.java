package dev.banyan.core.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Users whose side is settled. */
class StickyListsTest {

  @Test
  void aListedValueIsFound() {
    StickyLists lists = new StickyLists(Set.of("alice", "zo\u00eb"), Set.of("bob", "alice"));

    assertEquals(Why.ALWAYS_LEGACY, lists.find(StickyValue.of("alice")));
    assertEquals(Why.ALWAYS_LEGACY, lists.find(StickyValue.of("zo\u00eb")));
    assertEquals(Why.ALWAYS_NEW, lists.find(StickyValue.of("bob")));
    assertNull(lists.find(StickyValue.of("Bob")));
    assertFalse(lists.isEmpty());
  }

  @Test
  void aValueInAHeadIsFoundByItsBytes() {
    StickyLists lists = new StickyLists(Set.of("zo\u00eb"), Set.of("ali"));
    byte[] head = "x=alice; y=zo\u00eb".getBytes(StandardCharsets.UTF_8);

    assertEquals(Why.ALWAYS_NEW, lists.find(new StickyValue(head, 2, 5)));
    assertNull(lists.find(new StickyValue(head, 2, 7)));
    assertEquals(Why.ALWAYS_LEGACY, lists.find(new StickyValue(head, 11, 15)));
    assertNull(lists.find(new StickyValue(head, 11, 14)), "half a character");
  }

  @Test
  void nobodyIsListedInNone() {
    assertNull(StickyLists.NONE.find(StickyValue.of("alice")));
    assertTrue(StickyLists.NONE.isEmpty());
  }
}
