package dev.banyan.core.answer;

import dev.banyan.core.http.Ascii;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** How a value becomes text of a page that can't be taken for anything else. */
enum Escaping {
  /** Text or an attribute's value in HTML. */
  HTML {
    @Override
    String escaped(int c) {
      return "&#" + c + ";";
    }
  },
  /** A part of a string in JSON (RFC 8259 section 7). */
  JSON {
    @Override
    String escaped(int c) {
      return "\\u" + HexFormat.of().toHexDigits((char) c);
    }
  };

  private static final String SPECIAL = "&<>\"'\\`";

  abstract String escaped(int c);

  /** Writes {@code value}, ISO-8859-1, in ASCII. */
  void write(byte[] value, ByteArrayOutputStream out) {
    for (byte b : value) {
      int c = b & 0xff;
      if (c < ' ' || c >= 0x7f || SPECIAL.indexOf(c) >= 0) {
        out.writeBytes(Ascii.bytes(escaped(c)));
      } else {
        out.write(c);
      }
    }
  }
}
