package dev.banyan.core.caching;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The directives of a field such as {@code Cache-Control}, in their order (RFC 9111 section 5.2).
 * Immutable.
 */
record Directives(List<Directive> all) {
  /** The longest lifetime that is told apart, in seconds (RFC 9111 section 1.2.2). */
  private static final long MOST_SECONDS = 1L << 31;

  /**
   * A directive.
   *
   * @param name in lower case
   * @param argument what it is given; null for nothing
   * @param text the whole of it as written
   */
  record Directive(String name, @Nullable String argument, String text) {
    /** Whether it is the one called {@code wanted}, and is said of the whole answer. */
    boolean isPlain(String wanted) {
      return name.equals(wanted) && argument == null;
    }

    /** How many seconds it says; 0 if it can't be read, as for what is stale. */
    long seconds() {
      long seconds = 0;
      String digits = argument == null ? "" : argument;
      for (int i = 0; i < digits.length() && isDigit(digits.charAt(i)); i++) {
        seconds = Math.min(MOST_SECONDS, seconds * 10 + digits.charAt(i) - '0');
      }
      return seconds;
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }
  }

  /** Reads a field's value; a comma between quotes divides nothing. */
  static Directives of(String value) {
    List<Directive> all = new ArrayList<>();
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i <= value.length(); i++) {
      char c = i == value.length() ? ',' : value.charAt(i);
      if (i == value.length() || (c == ',' && !quoted)) {
        add(all, value.substring(start, i).strip());
        start = i + 1;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        i = Math.min(i + 1, value.length() - 1);
      }
    }
    return new Directives(all);
  }

  private static void add(List<Directive> all, String text) {
    if (text.isEmpty()) {
      return;
    }
    int equals = text.indexOf('=');
    String name = equals < 0 ? withoutParameters(text) : text.substring(0, equals).strip();
    String argument = equals < 0 ? null : unquoted(text.substring(equals + 1).strip());
    all.add(new Directive(name.toLowerCase(Locale.ROOT), argument, text));
  }

  /** Fields that aim at one kind of cache may have parameters (RFC 9213 section 2.1). */
  private static String withoutParameters(String text) {
    int semicolon = text.indexOf(';');
    return semicolon < 0 ? text : text.substring(0, semicolon).strip();
  }

  private static String unquoted(String argument) {
    return argument.startsWith("\"") ? argument.substring(1) : argument;
  }

  boolean hasPlain(String name) {
    return all.stream().anyMatch(each -> each.isPlain(name));
  }

  boolean has(String name) {
    return all.stream().anyMatch(each -> each.name.equals(name));
  }

  /** The seconds of the first directive called {@code name}; -1 if there is none. */
  long seconds(String name) {
    for (Directive directive : all) {
      if (directive.name.equals(name)) {
        return directive.seconds();
      }
    }
    return -1;
  }
}
