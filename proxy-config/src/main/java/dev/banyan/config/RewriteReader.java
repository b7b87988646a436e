package dev.banyan.config;

import dev.banyan.config.YamlValue.Mapping;
import dev.banyan.config.YamlValue.Scalar;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.RewriteDocument;
import dev.banyan.config.document.RewriteDocument.PathDocument;
import dev.banyan.config.document.Section;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code rewrite}. Confined to one load. */
final class RewriteReader {
  private static final String ONE_OF = "one of strip-prefix, replace-prefix and path";

  private final Problems problems;
  private final ScalarReader scalars;

  RewriteReader(Problems problems, ScalarReader scalars) {
    this.problems = problems;
    this.scalars = scalars;
  }

  /** The rewrite of a route, or null if it is absent or unreadable. */
  @Nullable RewriteDocument read(MappingReader route) {
    YamlValue value = route.value(ActionKeys.REWRITE);
    if (value == null) {
      return null;
    }
    if (value instanceof Mapping mapping) {
      return rewrite(mapping);
    }
    if (value instanceof Scalar word && word.text().equals("off")) {
      return new RewriteDocument(new Section(word.span(), word.span(), Map.of()), null, null);
    }
    String path = value instanceof Scalar word && word.text().startsWith("/") ? word.text() : "/v2";
    String help = "write `rewrite: { path: \"" + Phrases.quoted(path) + "\" }`";
    String expected = "off, or a mapping with " + ONE_OF;
    scalars.refuse("rewrite", value, route.keyAt(ActionKeys.REWRITE), expected, help);
    return null;
  }

  private RewriteDocument rewrite(Mapping mapping) {
    MappingReader rewrite = new MappingReader(mapping, ActionKeys.REWRITES, problems, scalars);
    boolean bySide = rewrite.has(ActionKeys.LEGACY) || rewrite.has(ActionKeys.NEW);
    long ways = ways(rewrite);
    if (bySide && ways > 0) {
      String message = "rewrite: both for all and by side (expected: one or the other)";
      problems.error(mapping.head(), message, null);
    } else if (!bySide) {
      checkWays("rewrite", rewrite, "; or `legacy` and `new`");
    }
    if (bySide) {
      return new RewriteDocument(
          rewrite.section(), side(rewrite, ActionKeys.LEGACY), side(rewrite, ActionKeys.NEW));
    }
    PathDocument both = path(rewrite);
    return new RewriteDocument(rewrite.section(), both, both);
  }

  private @Nullable PathDocument side(MappingReader rewrite, Key<Void> key) {
    MappingReader side = rewrite.mapping(key, ActionKeys.SIDE);
    if (side == null) {
      return null;
    }
    checkWays(key.name(), side, "");
    return path(side);
  }

  private void checkWays(String name, MappingReader reader, String more) {
    long ways = ways(reader);
    if (ways != 1) {
      String what = ways == 0 ? "nothing to do" : ways + " ways";
      String message = name + ": " + what + " (expected: " + ONE_OF + more + ")";
      problems.error(reader.section().head(), message, null);
    }
  }

  private static long ways(MappingReader reader) {
    return List.of(ActionKeys.STRIP_PREFIX, ActionKeys.REPLACE_PREFIX, ActionKeys.PATH).stream()
        .filter(reader::has)
        .count();
  }

  private @Nullable PathDocument path(MappingReader reader) {
    Located<String> prefix = reader.scalar(ActionKeys.STRIP_PREFIX);
    PathDocument replaced = replaced(reader);
    Located<String> path = reader.scalar(ActionKeys.PATH);
    if (prefix != null) {
      return new RewriteDocument.Strip(prefix);
    }
    return path == null ? replaced : new RewriteDocument.Whole(path);
  }

  private @Nullable PathDocument replaced(MappingReader reader) {
    MappingReader replace = reader.mapping(ActionKeys.REPLACE_PREFIX, ActionKeys.REPLACES);
    if (replace == null) {
      return null;
    }
    replace.require(ActionKeys.FROM, "add `from: /api`");
    replace.require(ActionKeys.TO, "add `to: /v2`");
    Located<String> from = replace.scalar(ActionKeys.FROM);
    Located<String> to = replace.scalar(ActionKeys.TO);
    return from == null || to == null ? null : new RewriteDocument.Replace(from, to);
  }
}
