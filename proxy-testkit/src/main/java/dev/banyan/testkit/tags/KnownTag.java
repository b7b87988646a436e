package dev.banyan.testkit.tags;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The tags that a test of this project may carry. */
enum KnownTag {
  /** Needs Linux and its native transport. */
  EPOLL,
  /** Needs a browser on the path. */
  BROWSER,
  /** Needs bash and curl on the path. */
  CURL,
  /** Needs python3 on the path, with the packages that the scripts of tests import. */
  PYTHON,
  /** Needs Node.js on the path, and Express where it looks for modules. */
  NODE,
  /** Needs Go on the path. */
  GO,
  /** Needs Linux, root, and the right to make network namespaces. */
  NAMESPACES,
  /** Takes seconds; runs once a build, on the newest JDK. */
  SLOW,
  /** Takes minutes; runs in the nightly profile. */
  NIGHTLY;

  /** The tag as it stands in {@code @Tag}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The tag of a label.
   *
   * @throws IllegalArgumentException if there is none; a mistyped tag would else run everywhere
   */
  static KnownTag of(String label) {
    for (KnownTag tag : values()) {
      if (tag.label().equals(label)) {
        return tag;
      }
    }
    String known = Arrays.stream(values()).map(KnownTag::label).collect(Collectors.joining(", "));
    throw new IllegalArgumentException("test tag: " + label + " (expected: one of " + known + ")");
  }
}
