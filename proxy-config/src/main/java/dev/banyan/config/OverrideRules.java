package dev.banyan.config;

import dev.banyan.config.document.Located;
import dev.banyan.config.document.OverrideDocument;
import dev.banyan.config.document.StickyDocument;
import dev.banyan.core.http.AddressBlock;
import dev.banyan.core.http.KnownField;
import org.jspecify.annotations.Nullable;

/** Checks what an override is read from: it is removed from every request. Stateless. */
final class OverrideRules {
  private OverrideRules() {}

  /**
   * Checks one override.
   *
   * @param sticky the stickiness of the same route
   */
  static void check(
      @Nullable OverrideDocument override, @Nullable StickyDocument sticky, Problems problems) {
    if (override == null) {
      return;
    }
    checkHeader(override.header(), problems);
    if (sticky != null) {
      sticky.sources().forEach(source -> checkApart(override, source, problems));
    }
    for (Located<String> network : override.from()) {
      if (AddressBlock.parse(network.value()).isEverything()) {
        problems.warning(
            network.span(),
            "from: " + network.value() + ": every client may choose its side, whatever the share",
            "name the networks of those who test");
      }
    }
  }

  private static void checkHeader(@Nullable Located<String> header, Problems problems) {
    if (header == null) {
      return;
    }
    KnownField field = KnownField.named(header.value());
    if (field != null) {
      String expected = "a header of its own, which no backend needs to see";
      String help = field == KnownField.COOKIE ? "did you mean the key `cookie`?" : null;
      String message = "header: " + header.value() + " (expected: " + expected + ")";
      problems.error(header.span(), message, help);
    }
  }

  /** One field can't both be removed and keep a user on one side. */
  private static void checkApart(
      OverrideDocument override, StickyDocument.Source source, Problems problems) {
    Located<String> named = source.name();
    if (source instanceof StickyDocument.Header && isHeader(override.header(), named)) {
      refuse("header", override.header(), problems);
    } else if (source instanceof StickyDocument.Cookie && isCookie(override.cookie(), named)) {
      refuse("cookie", override.cookie(), problems);
    }
  }

  private static boolean isHeader(@Nullable Located<String> own, Located<String> other) {
    return own != null && own.value().equalsIgnoreCase(other.value());
  }

  private static boolean isCookie(@Nullable Located<String> own, Located<String> other) {
    return own != null && own.value().equals(other.value());
  }

  private static void refuse(String key, @Nullable Located<String> name, Problems problems) {
    if (name != null) {
      String expected = " (expected: another " + key + " than that of `sticky`)";
      problems.error(name.span(), key + ": " + name.value() + expected, null);
    }
  }
}
