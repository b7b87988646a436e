package dev.banyan.core.http;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/**
 * The trailer section of a chunked body, as the lines to forward (RFC 9110 section 6.5). Fields
 * that frame, route or authenticate a message are not allowed there and are left out, and so are
 * those that end at this hop. Immutable.
 */
public final class Trailers {
  /** No trailers. */
  public static final Trailers NONE = new Trailers(new byte[0]);

  private final byte[] lines;

  private Trailers(byte[] lines) {
    this.lines = lines;
  }

  /** The field lines, each with its CRLF, without the empty line; not to be changed. */
  public byte[] lines() {
    return lines;
  }

  /** Whether there is no trailer. */
  public boolean isEmpty() {
    return lines.length == 0;
  }

  /** These trailers, but for the fields that are {@code name} or are taken for it. */
  public Trailers without(String name) {
    byte[] lower = Ascii.bytes(name.toLowerCase(Locale.ROOT));
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    for (int at = 0; at < lines.length; ) {
      int colon = Ascii.indexOf(lines, at, lines.length, (byte) ':');
      int next = Ascii.indexOf(lines, colon, lines.length, (byte) '\n') + 1;
      if (!Imitations.spells(lower, lines, at, colon)) {
        kept.write(lines, at, next - at);
      }
      at = next;
    }
    return kept.size() == lines.length ? this : new Trailers(kept.toByteArray());
  }

  static Trailers of(byte[] bytes, FieldIndex fields, MessageHead head) {
    if (fields.count() == 0) {
      return NONE;
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    for (int i = 0; i < fields.count(); i++) {
      if (allowed(bytes, fields, i, head)) {
        kept.write(bytes, fields.nameStart(i), fields.nameEnd(i) - fields.nameStart(i));
        kept.write(':');
        kept.write(' ');
        kept.write(bytes, fields.valueStart(i), fields.valueEnd(i) - fields.valueStart(i));
        kept.write('\r');
        kept.write('\n');
      }
    }
    return kept.size() == 0 ? NONE : new Trailers(kept.toByteArray());
  }

  private static boolean allowed(byte[] bytes, FieldIndex fields, int i, MessageHead head) {
    int start = fields.nameStart(i);
    int end = fields.nameEnd(i);
    return fields.known(i) < 0
        && !EndToEnd.isNoTrailer(bytes, start, end)
        && !Imitations.contains(bytes, start, end)
        && !HopByHop.nominates(head, bytes, start, end);
  }
}
