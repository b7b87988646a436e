package dev.banyan.testkit.tags;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The tags that a test of this project may carry. */
enum KnownTag {
  /** Needs Linux and its native transport. */
  EPOLL("needs Linux"),
  /** Needs a browser on the path. */
  BROWSER("no browser on the path"),
  /** Needs bash and curl on the path. */
  CURL("needs bash and curl"),
  /** Needs python3 on the path, with the packages that the scripts of tests import. */
  PYTHON("needs python3 with gunicorn, waitress, cheroot and requests"),
  /** Needs Node.js on the path, and Express where it looks for modules. */
  NODE("needs node with express"),
  /** Needs Go on the path. */
  GO("needs go"),
  /** Needs Linux, root, and the right to make network namespaces. */
  NAMESPACES("needs root, ip and unshare"),
  /** Takes seconds; runs once a build, on the newest JDK. */
  SLOW("needs time"),
  /** Takes minutes; runs in the nightly profile. */
  NIGHTLY("needs much time");

  private final String needs;

  KnownTag(String needs) {
    this.needs = needs;
  }

  /** What a machine lacks where this tag does not run, for a person. */
  String needs() {
    return needs;
  }

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
