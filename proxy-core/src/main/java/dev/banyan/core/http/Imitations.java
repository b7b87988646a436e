package dev.banyan.core.http;

/**
 * Field names that become those of framing and forwarding once a gateway interface turns hyphens
 * into underscores (RFC 3875 section 4.1.18), such as {@code X_Forwarded_For}. Stateless.
 */
final class Imitations {
  private static final KnownField[] IMITATED = {
    KnownField.CONTENT_LENGTH,
    KnownField.TRANSFER_ENCODING,
    KnownField.X_FORWARDED_FOR,
    KnownField.X_FORWARDED_HOST,
    KnownField.X_FORWARDED_PORT,
    KnownField.X_FORWARDED_PROTO,
    KnownField.X_REQUEST_ID
  };

  private Imitations() {}

  /** Whether the unknown name in {@code bytes[start, end)} is such a name. */
  static boolean contains(byte[] bytes, int start, int end) {
    for (KnownField field : IMITATED) {
      byte[] name = field.lower();
      if (name.length == end - start && spells(name, bytes, start)) {
        return true;
      }
    }
    return false;
  }

  private static boolean spells(byte[] name, byte[] bytes, int start) {
    for (int i = 0; i < name.length; i++) {
      int b = bytes[start + i] == '_' ? '-' : Ascii.lower(bytes[start + i]);
      if (b != name[i]) {
        return false;
      }
    }
    return true;
  }
}
