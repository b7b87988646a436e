package dev.banyan.config;

import java.util.List;

/**
 * Writes the key reference, {@code docs/keys.md}, from the keys that the reader takes. Stateless.
 */
final class KeyReference {
  private static final String HEAD =
      """
      # Keys of the route table

      Every key, its value and its default. This page is generated from the code; `KeyReferenceTest`
      says how.

      | value | written as |
      |---|---|
      | duration | a whole number and `ms`, `s`, `m` or `h`: `250ms`, `2s`, `5m` |
      | size | a whole number and `B`, `KiB`, `MiB` or `GiB`: `64KiB` |
      | percentage | in steps of 0.01%: `10%`, `0.25%` |
      | name | up to 64 letters, digits, `.`, `_` and `-`, a letter or digit first |
      | status | 400 to 599, or `4xx` or `5xx` for a whole class |
      | network | an address, or a network with its prefix: `10.0.0.7`, `10.0.0.0/8`, `fd00::/8` |
      | oddity | what an answer may break, such as `lf-lines`: all are [listed](backends.md#answers-of-old-servers) |
      | ... list | `[a, b]`, or one item alone |

      Values are read as written: `on`, `off`, `no`, `010` and `12:30` mean what they look like. Quote
      what begins with `*`, `{`, `[`, `&`, `!`, `%`, `@` or a backtick, and any text with `{` between
      braces: `"*.shop.example"`, `"/cart/{id}"`. A key is written once. Anchors and aliases work.
      """;

  private KeyReference() {}

  /** The whole page, in Markdown. */
  static String markdown() {
    StringBuilder page = new StringBuilder(HEAD);
    for (KeyTable table : Language.TABLES) {
      page.append("\n## ").append(heading(table.place())).append("\n\n");
      if (!table.help().isEmpty()) {
        page.append(table.help()).append('\n');
      }
      if (!table.equals(RouteKeys.DEFAULTS)) {
        keys(table, page);
        later(table.later(), page);
      }
    }
    return page.toString();
  }

  private static void keys(KeyTable table, StringBuilder page) {
    page.append(table.help().isEmpty() ? "" : "\n");
    page.append("| key | value | default | what it is |\n|---|---|---|---|\n");
    for (Key<?> key : table.keys()) {
      page.append("| `").append(key.name()).append("` | ").append(key.label()).append(" | ");
      page.append(standard(key.standard())).append(" | ");
      page.append(key.help()).append(" |\n");
    }
  }

  /** A default in words stands as it is, one that could be written stands as code. */
  private static String standard(String text) {
    boolean words = text.indexOf(' ') >= 0 && !text.startsWith("[");
    return text.isEmpty() || words ? text : "`" + text + "`";
  }

  private static void later(List<String> names, StringBuilder page) {
    if (!names.isEmpty()) {
      List<String> quoted = names.stream().map(name -> "`" + name + "`").toList();
      page.append("\nNot supported by this version: ");
      page.append(String.join(", ", quoted)).append(".\n");
    }
  }

  private static String heading(String place) {
    return place.equals(KeyTable.TOP_LEVEL) ? "Top level" : "`" + place + "`";
  }
}
