package dev.banyan.core.forward;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.KnownField;
import dev.banyan.core.http.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code Forwarded} (RFC 7239 section 4): elements with commas between them, in each one
 * pairs with semicolons between them, values as tokens or quoted strings. Confined to one read.
 */
final class ForwardedReader {
  private static final int MOST_HOPS = 32;

  private final String text;
  private int at;

  private ForwardedReader(String text) {
    this.text = text;
  }

  /**
   * The element of the first hop from the right that is no trusted proxy's, or of the leftmost
   * readable one.
   *
   * @return null if the nearest hop can't be read, or the field breaks its grammar
   */
  static @Nullable ForwardedElement client(RequestHead head, TrustedProxies proxies) {
    List<@Nullable ForwardedElement> elements = new ArrayList<>();
    for (int i = head.next(KnownField.FORWARDED, 0);
        i >= 0;
        i = head.next(KnownField.FORWARDED, i + 1)) {
      if (!new ForwardedReader(head.value(i)).readInto(elements)) {
        return null;
      }
    }
    ForwardedElement client = null;
    for (int i = elements.size() - 1; i >= Math.max(0, elements.size() - MOST_HOPS); i--) {
      ForwardedElement hop = elements.get(i);
      if (hop == null) {
        break;
      }
      client = hop;
      if (!proxies.trusts(hop.client())) {
        break;
      }
    }
    return client;
  }

  /** Adds the elements, null for one without a readable address; false if the grammar is broken. */
  private boolean readInto(List<@Nullable ForwardedElement> elements) {
    while (true) {
      if (!element(elements)) {
        return false;
      }
      skipSpace();
      if (at == text.length()) {
        return true;
      }
      at++;
    }
  }

  /** Reads up to the comma behind an element, or the end. */
  private boolean element(List<@Nullable ForwardedElement> elements) {
    String node = "";
    String proto = "";
    String host = "";
    while (true) {
      skipSpace();
      String name = token();
      if (name.isEmpty() || at == text.length() || text.charAt(at++) != '=') {
        return false;
      }
      String value = value();
      if (value == null) {
        return false;
      }
      switch (name.toLowerCase(Locale.ROOT)) {
        case "for" -> node = value;
        case "proto" -> proto = value;
        case "host" -> host = value;
        default -> {}
      }
      skipSpace();
      if (at == text.length() || text.charAt(at) == ',') {
        byte[] client = NodeAddress.read(node);
        elements.add(client == null ? null : new ForwardedElement(client, proto, host));
        return true;
      }
      if (text.charAt(at++) != ';') {
        return false;
      }
    }
  }

  private void skipSpace() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private String token() {
    int start = at;
    while (at < text.length() && text.charAt(at) < 0x80 && isToken(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isToken(char c) {
    return Ascii.isTokenByte((byte) c);
  }

  private @Nullable String value() {
    if (at == text.length() || text.charAt(at) != '"') {
      String token = token();
      return token.isEmpty() ? null : token;
    }
    StringBuilder value = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return value.toString();
      }
      if (c == '\\' && ++at < text.length()) {
        c = text.charAt(at);
      }
      value.append(c);
    }
    return null;
  }
}
