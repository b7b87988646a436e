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
      if (spells(field.lower(), bytes, start, end)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the name in {@code bytes[start, end)} is {@code lower}, which is in lower case, or
   * would be taken for it behind a gateway interface.
   */
  static boolean spells(byte[] lower, byte[] bytes, int start, int end) {
    if (lower.length != end - start) {
      return false;
    }
    for (int i = 0; i < lower.length; i++) {
      byte b = bytes[start + i];
      if (Ascii.lower(b) != lower[i] && (b != '_' || lower[i] != '-')) {
        return false;
      }
    }
    return true;
  }
}
