package dev.banyan.server.demo.shop;

import java.util.List;
import java.util.StringJoiner;

/** Writes the few JSON values that the shops answer with. Confined to one thread. */
final class Json {
  private final StringJoiner members = new StringJoiner(", ", "{", "}");

  static Json object() {
    return new Json();
  }

  static String array(List<String> values) {
    return "[" + String.join(", ", values) + "]";
  }

  static String string(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      if (each == '"' || each == '\\') {
        quoted.append('\\').append(each);
      } else if (each < ' ') {
        quoted.append(String.format("\\u%04x", (int) each));
      } else {
        quoted.append(each);
      }
    }
    return quoted.append('"').toString();
  }

  /** Adds a text. */
  Json text(String name, String value) {
    return raw(name, string(value));
  }

  /** Adds a number. */
  Json number(String name, long value) {
    return raw(name, Long.toString(value));
  }

  /** Adds a value that is JSON already. */
  Json raw(String name, String json) {
    members.add(string(name) + ": " + json);
    return this;
  }

  @Override
  public String toString() {
    return members.toString();
  }
}
