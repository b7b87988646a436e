package dev.banyan.config;

import dev.banyan.config.YamlValue.Mapping;
import dev.banyan.config.YamlValue.Scalar;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.OverrideDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code override}. Confined to one load. */
final class OverrideReader {
  private final Problems problems;
  private final ScalarReader scalars;

  OverrideReader(Problems problems, ScalarReader scalars) {
    this.problems = problems;
    this.scalars = scalars;
  }

  /** The override of a route, or null if it is absent or unreadable. */
  @Nullable OverrideDocument read(MappingReader route) {
    YamlValue value = route.value(RouteKeys.OVERRIDE);
    if (value == null) {
      return null;
    }
    if (value instanceof Mapping mapping) {
      return override(mapping);
    }
    if (value instanceof Scalar word && word.text().equals("off")) {
      return new OverrideDocument(word.span(), true, null, null, List.of());
    }
    String expected = "off, or a mapping such as { header: X-Side, from: 10.0.0.0/8 }";
    scalars.refuse("override", value, route.keyAt(RouteKeys.OVERRIDE), expected, null);
    return null;
  }

  private @Nullable OverrideDocument override(Mapping mapping) {
    MappingReader reader = new MappingReader(mapping, OverrideKeys.ALL, problems, scalars);
    Located<String> header = reader.scalar(OverrideKeys.HEADER);
    Located<String> cookie = reader.scalar(OverrideKeys.COOKIE);
    if (!reader.has(OverrideKeys.HEADER) && !reader.has(OverrideKeys.COOKIE)) {
      String message = "override: nothing to look at (expected: `header`, `cookie` or both)";
      problems.error(mapping.head(), message, null);
    }
    reader.require(
        OverrideKeys.FROM, "add `from: 10.0.0.0/8`, the network of those who may choose a side");
    List<Located<String>> from = reader.list(OverrideKeys.FROM);
    YamlValue written = reader.value(OverrideKeys.FROM);
    if (written instanceof YamlValue.Sequence list && list.items().isEmpty()) {
      String help = "without anybody who may choose, write `override: off` or leave it out";
      scalars.refuse("from", written, written.head(), "one network or more", help);
    }
    return from == null ? null : new OverrideDocument(mapping.head(), false, header, cookie, from);
  }
}
