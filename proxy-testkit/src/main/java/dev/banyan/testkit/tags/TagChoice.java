package dev.banyan.testkit.tags;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tags run here. Immutable.
 *
 * <p>Without a list, a tag runs where the platform serves it; with a list, exactly the listed ones
 * run, and fail where the platform lacks something.
 *
 * @param listed the tags asked for with {@code -Dbanyan.tags}; null if it was not given
 * @param shortForm whether this is the second run of the tests, on another JDK
 * @param nightly whether the nightly profile is on
 * @param platform what the machine has
 */
record TagChoice(
    @Nullable Set<KnownTag> listed, boolean shortForm, boolean nightly, Platform platform) {

  /** The choice that the system properties and this machine make. */
  static TagChoice ofThisRun() {
    String list = System.getProperty("banyan.tags");
    return new TagChoice(
        list == null ? null : parse(list),
        Boolean.getBoolean("banyan.tests.short"),
        Boolean.getBoolean("banyan.tests.nightly"),
        new ThisMachine());
  }

  private static Set<KnownTag> parse(String list) {
    Set<KnownTag> tags = EnumSet.noneOf(KnownTag.class);
    for (String label : list.split(",", -1)) {
      if (!label.isBlank()) {
        tags.add(KnownTag.of(label.strip()));
      }
    }
    return tags;
  }

  /** Why tests with this tag are left out, or empty if they run. */
  Optional<String> whyLeftOut(KnownTag tag) {
    if (shortForm && (tag == KnownTag.SLOW || tag == KnownTag.NIGHTLY)) {
      return Optional.of("runs on the newest JDK only");
    }
    if (listed != null) {
      return listed.contains(tag) ? Optional.empty() : Optional.of("not in banyan.tags");
    }
    if (tag == KnownTag.NIGHTLY) {
      return nightly ? Optional.empty() : Optional.of("only with -Pnightly");
    }
    return platform.serves(tag) ? Optional.empty() : Optional.of(tag.needs());
  }
}
