package dev.banyan.core.forward;

import dev.banyan.core.routing.PathView;
import org.jspecify.annotations.Nullable;

/**
 * Changes a path so that no server can take the result for anything but the same change of what it
 * takes the path for. Stateless.
 *
 * <p>A path that matched has three readings. The change is made of the path as it stands; if a
 * reading of the result is not the result for that reading, it is made of the normalised path, and
 * if that won't do either there is none. So {@code /api/../api/x} without {@code /api} is {@code
 * /x}, and never {@code /../api/x}.
 */
final class AgreedPath {
  private AgreedPath() {}

  /** What is made of a path; the same for every reading. */
  @FunctionalInterface
  interface Change {
    /** Writes the new path, which begins with a slash. */
    void write(PathView path, ByteText out);
  }

  /**
   * The changed path, or null if the readings disagree.
   *
   * @param alone whether the result begins a target or a reference, so that two slashes at its
   *     beginning would announce a host (RFC 3986 section 4.2)
   */
  static byte @Nullable [] of(PathView path, Change change, boolean alone) {
    ByteText out = new ByteText();
    change.write(path, out);
    byte[] changed = out.toBytes();
    PathView view = PathView.of(changed);
    if (path.isPlain() && view.isPlain()) {
      return changed;
    }
    PathView normalised = changed(path.normalised(), change);
    PathView decoded = changed(path.decoded(), change);
    boolean agreed = view.normalised().spells(normalised) && view.decoded().spells(decoded);
    if (agreed && !(alone && out.beginsLikeAuthority())) {
      return changed;
    }
    boolean harmless =
        normalised.normalised().spells(normalised) && normalised.decoded().spells(decoded);
    return harmless ? normalised.bytes() : null;
  }

  /** Whether all readings agree on the change as made of the path as it stands. */
  static boolean agrees(PathView path, Change change) {
    if (path.isPlain()) {
      return true;
    }
    PathView changed = changed(path, change);
    return changed.normalised().spells(changed(path.normalised(), change))
        && changed.decoded().spells(changed(path.decoded(), change));
  }

  private static PathView changed(PathView path, Change change) {
    ByteText out = new ByteText();
    change.write(path, out);
    return PathView.of(out.toBytes());
  }
}
