package dev.banyan.core.split;

import dev.banyan.core.http.ByteMap;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The users whose side is settled, whatever the share. Immutable. */
public final class StickyLists {
  /** Nobody. */
  public static final StickyLists NONE = new StickyLists(Set.of(), Set.of());

  private final Set<String> alwaysLegacy;
  private final Set<String> alwaysNew;
  private final ByteMap<Why> byValue;

  /**
   * Two lists of sticky values.
   *
   * @param alwaysLegacy those that stay on legacy; they win over {@code alwaysNew}
   * @param alwaysNew those that go to new
   */
  public StickyLists(Set<String> alwaysLegacy, Set<String> alwaysNew) {
    this.alwaysLegacy = Set.copyOf(alwaysLegacy);
    this.alwaysNew = Set.copyOf(alwaysNew);
    Map<String, Why> settled = new HashMap<>();
    alwaysNew.forEach(value -> settled.put(bytes(value), Why.ALWAYS_NEW));
    alwaysLegacy.forEach(value -> settled.put(bytes(value), Why.ALWAYS_LEGACY));
    this.byValue = ByteMap.exact(settled);
  }

  /** The bytes of a value in UTF-8, one character each. */
  private static String bytes(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** The values that stay on legacy. */
  public Set<String> alwaysLegacy() {
    return alwaysLegacy;
  }

  /** The values that go to new, unless they are on the other list too. */
  public Set<String> alwaysNew() {
    return alwaysNew;
  }

  /** Whether nobody is listed. */
  public boolean isEmpty() {
    return alwaysLegacy.isEmpty() && alwaysNew.isEmpty();
  }

  /** Which list settles the side of {@code value}, or null if none does. */
  public @Nullable Why find(StickyValue value) {
    return isEmpty() ? null : byValue.get(value.bytes(), value.start(), value.end());
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof StickyLists other
        && alwaysLegacy.equals(other.alwaysLegacy)
        && alwaysNew.equals(other.alwaysNew);
  }

  @Override
  public int hashCode() {
    return alwaysLegacy.hashCode() * 31 + alwaysNew.hashCode();
  }

  @Override
  public String toString() {
    return "StickyLists[alwaysLegacy=" + alwaysLegacy + ", alwaysNew=" + alwaysNew + "]";
  }
}
