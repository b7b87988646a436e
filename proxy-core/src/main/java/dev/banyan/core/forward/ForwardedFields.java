package dev.banyan.core.forward;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.Authority;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.KnownField;
import dev.banyan.core.http.RequestHead;
import java.util.Arrays;

/**
 * Tells a backend for whom a request is: {@code X-Forwarded-For}, {@code -Proto}, {@code -Host},
 * {@code -Port} and {@code Forwarded} (RFC 7239). What the request said of it is replaced, but for
 * the chain of a trusted proxy, to which the peer is appended. Stateless.
 */
final class ForwardedFields {
  private static final byte[] FOR = Ascii.bytes("X-Forwarded-For: ");
  private static final byte[] PROTO = Ascii.bytes("\r\nX-Forwarded-Proto: ");
  private static final byte[] PORT = Ascii.bytes("\r\nX-Forwarded-Port: ");
  private static final byte[] HOST = Ascii.bytes("\r\nX-Forwarded-Host: ");
  private static final byte[] FORWARDED = Ascii.bytes("\r\nForwarded: ");
  private static final byte[] ELEMENT_FOR = Ascii.bytes("for=");
  private static final byte[] ELEMENT_HOST = Ascii.bytes(";host=\"");
  private static final byte[] ELEMENT_PROTO = Ascii.bytes(";proto=");
  private static final byte[] OPEN_IPV6 = Ascii.bytes("\"[");
  private static final byte[] CLOSE_IPV6 = Ascii.bytes("]\"");
  private static final byte[] QUOTE = Ascii.bytes("\"");
  private static final byte[] COMMA = Ascii.bytes(", ");

  private ForwardedFields() {}

  /** Adds the fields of a request to {@code edits}. */
  static void write(HeaderEdits.Builder edits, RequestHead head, Peer peer, ClientOrigin origin) {
    edits
        .remove(KnownField.X_FORWARDED_FOR)
        .remove(KnownField.X_FORWARDED_PROTO)
        .remove(KnownField.X_FORWARDED_HOST)
        .remove(KnownField.X_FORWARDED_PORT)
        .remove(KnownField.FORWARDED);
    edits.put(FOR);
    if (origin.trusted()) {
      chain(edits, head, KnownField.X_FORWARDED_FOR);
    } else {
      removeOthersOfTheKind(edits);
    }
    edits.put(peer.textBytes()).put(PROTO).put(origin.schemeBytes());
    edits.put(PORT).putNumber(origin.port());
    Authority host = origin.host();
    if (!host.isEmpty()) {
      edits.put(HOST).put(host.bytes(), host.start(), host.end());
    }
    edits.put(FORWARDED);
    forwarded(edits, head, peer, origin);
    edits.endLine();
  }

  /** Fields that applications believe too, and that only proxies write. */
  private static void removeOthersOfTheKind(HeaderEdits.Builder edits) {
    edits
        .remove(KnownField.X_REAL_IP)
        .remove(KnownField.X_FORWARDED_PREFIX)
        .remove(KnownField.X_FORWARDED_SERVER)
        .remove(KnownField.X_FORWARDED_SSL)
        .remove(KnownField.CLIENT_CLAIM);
  }

  private static void forwarded(
      HeaderEdits.Builder edits, RequestHead head, Peer peer, ClientOrigin origin) {
    boolean appends =
        origin.trusted() && head.has(KnownField.FORWARDED) && !head.has(KnownField.X_FORWARDED_FOR);
    if (appends) {
      chain(edits, head, KnownField.FORWARDED);
      node(edits, peer.textBytes());
      return;
    }
    boolean direct = Arrays.equals(origin.address(), peer.address());
    byte[] client = direct ? peer.textBytes() : Ascii.bytes(origin.text());
    node(edits, client);
    Authority host = origin.host();
    if (!host.isEmpty()) {
      edits.put(ELEMENT_HOST).put(host.bytes(), host.start(), host.end()).put(QUOTE);
    }
    edits.put(ELEMENT_PROTO).put(origin.schemeBytes());
    if (!direct) {
      edits.put(COMMA);
      node(edits, peer.textBytes());
    }
  }

  /** The node of an element; an IPv6 address needs brackets and quotes (RFC 7239 section 6). */
  private static void node(HeaderEdits.Builder edits, byte[] address) {
    boolean six = Ascii.indexOf(address, 0, address.length, (byte) ':') >= 0;
    edits.put(ELEMENT_FOR);
    if (six) {
      edits.put(OPEN_IPV6).put(address).put(CLOSE_IPV6);
    } else {
      edits.put(address);
    }
  }

  /** The values of all lines of a list field, in their order, each with a comma behind it. */
  private static void chain(HeaderEdits.Builder edits, RequestHead head, KnownField field) {
    for (int i = head.next(field, 0); i >= 0; i = head.next(field, i + 1)) {
      if (head.valueEnd(i) > head.valueStart(i)) {
        edits.put(head.bytes(), head.valueStart(i), head.valueEnd(i)).put(COMMA);
      }
    }
  }
}
