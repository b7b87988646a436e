package dev.banyan.core.forward;

import dev.banyan.core.routing.PathBytes;
import java.nio.charset.StandardCharsets;

/** How a value is written where a template puts it, so that it stays one value there. Immutable. */
enum Spelling {
  /** Byte for byte. */
  AS_IT_STOOD,
  /** A text in a segment of a path: what would end the segment, or begin an escape, is escaped. */
  TEXT_IN_PATH,
  /** A part of a path in a query: what has a meaning there is escaped, escapes stay. */
  PATH_IN_QUERY,
  /** A text in a query: what has a meaning there is escaped, percent signs too. */
  TEXT_IN_QUERY,
  /** What is left of a path or query where only a URI may stand: other bytes are escaped. */
  URI;

  private static final String QUERY_BYTES = "-._~!$'()*,:@/";
  private static final String URI_BYTES = "-._~!$&'()*+,;=:@/?";
  private static final boolean[] IN_QUERY = lettersDigitsAnd(QUERY_BYTES);
  private static final boolean[] IN_URI = lettersDigitsAnd(URI_BYTES);

  private static boolean[] lettersDigitsAnd(String others) {
    boolean[] plain = new boolean[128];
    for (int c = 0; c < plain.length; c++) {
      plain[c] = Character.isLetterOrDigit(c) || others.indexOf(c) >= 0;
    }
    return plain;
  }

  /** Writes {@code bytes[start, end)}. */
  void write(byte[] bytes, int start, int end, ByteText out) {
    if (this == AS_IT_STOOD) {
      out.add(bytes, start, end);
      return;
    }
    boolean keepsEscapes = this == PATH_IN_QUERY || this == URI;
    for (int at = start; at < end; at++) {
      if (keepsEscapes && PathBytes.escaped(bytes, at, end) >= 0) {
        out.add(bytes, at, at + 3);
        at += 2;
      } else if (isPlain(bytes[at])) {
        out.add(bytes[at]);
      } else {
        out.escape(bytes[at]);
      }
    }
  }

  private boolean isPlain(byte b) {
    return switch (this) {
      case AS_IT_STOOD -> true;
      case TEXT_IN_PATH -> PathBytes.isPlain(b);
      case PATH_IN_QUERY, TEXT_IN_QUERY -> b > 0 && IN_QUERY[b];
      case URI -> b > 0 && IN_URI[b];
    };
  }

  /** All of {@code text} as UTF-8, written. */
  byte[] of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteText out = new ByteText();
    write(bytes, 0, bytes.length, out);
    return out.toBytes();
  }
}
