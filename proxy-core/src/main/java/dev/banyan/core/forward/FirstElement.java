package dev.banyan.core.forward;

import dev.banyan.core.http.KnownField;
import dev.banyan.core.http.RequestHead;

/** The first element of a field that may be a list: what the proxy nearest to the client said. */
final class FirstElement {
  private FirstElement() {}

  /** The element without white space around it; empty if the field is missing. */
  static String of(RequestHead head, KnownField field) {
    String value = head.first(field);
    if (value == null) {
      return "";
    }
    int comma = value.indexOf(',');
    return (comma < 0 ? value : value.substring(0, comma)).strip();
  }
}
