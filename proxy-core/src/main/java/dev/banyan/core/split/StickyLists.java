package dev.banyan.core.split;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The users whose side is settled, whatever the share. Immutable.
 *
 * @param alwaysLegacy sticky values that stay on legacy; they win over {@code alwaysNew}
 * @param alwaysNew sticky values that go to new
 */
public record StickyLists(Set<String> alwaysLegacy, Set<String> alwaysNew) {
  /** Nobody. */
  public static final StickyLists NONE = new StickyLists(Set.of(), Set.of());

  /** Copies the sets. */
  public StickyLists {
    alwaysLegacy = Set.copyOf(alwaysLegacy);
    alwaysNew = Set.copyOf(alwaysNew);
  }

  /** Whether nobody is listed. */
  public boolean isEmpty() {
    return alwaysLegacy.isEmpty() && alwaysNew.isEmpty();
  }

  /** Which list settles the side of {@code value}, or null if none does. */
  public @Nullable Why find(StickyValue value) {
    if (isEmpty()) {
      return null;
    }
    String text = value.text();
    if (alwaysLegacy.contains(text)) {
      return Why.ALWAYS_LEGACY;
    }
    return alwaysNew.contains(text) ? Why.ALWAYS_NEW : null;
  }
}
