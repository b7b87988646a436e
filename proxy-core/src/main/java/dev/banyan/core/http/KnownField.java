package dev.banyan.core.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The header fields that Banyan itself reads or rewrites, recognised once while a head is parsed.
 * Immutable.
 */
public enum KnownField {
  ACCEPT,
  AUTHORIZATION,
  CACHE_CONTROL,
  CONNECTION,
  CONTENT_LENGTH,
  CONTENT_LOCATION,
  CONTENT_TYPE,
  COOKIE,
  DATE,
  DESTINATION,
  EXPECT,
  FORWARDED,
  HOST,
  HTTP2_SETTINGS,
  IDEMPOTENCY_KEY,
  IF,
  KEEP_ALIVE,
  LOCATION,
  MAX_FORWARDS,
  PROXY,
  PROXY_AUTHENTICATE,
  PROXY_AUTHORIZATION,
  PROXY_CONNECTION,
  REFRESH,
  SET_COOKIE,
  TE,
  TRAILER,
  TRANSFER_ENCODING,
  UPGRADE,
  VIA,
  WWW_AUTHENTICATE,
  X_FORWARDED_FOR,
  X_FORWARDED_HOST,
  X_FORWARDED_PORT,
  X_FORWARDED_PREFIX,
  X_FORWARDED_PROTO,
  X_FORWARDED_SERVER,
  X_FORWARDED_SSL,
  X_REAL_IP,
  X_REQUEST_ID,

  /** Any other field in which proxies tell of a client: it has many names. */
  CLIENT_CLAIM("(client claim)"),
  /** Any field that some applications take for the method: it has many names. */
  METHOD_OVERRIDE("(method override)"),
  /** Any field that some applications take for the URL: it has many names. */
  URL_OVERRIDE("(url override)");

  private static final int SLOTS = 512;
  private static final @Nullable FieldName[] TABLE = new FieldName[SLOTS];
  private static final KnownField[] ALL = values();

  static {
    for (KnownField field : ALL) {
      put(new FieldName(field.lower, field, false));
    }
    FieldFamilies.names().forEach(KnownField::put);
  }

  private static void put(FieldName name) {
    int slot = slot(name.lower(), 0, name.lower().length);
    while (TABLE[slot] != null) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    TABLE[slot] = name;
  }

  @SuppressWarnings("ImmutableEnumChecker") // never written to
  private final byte[] lower;

  KnownField() {
    lower = name().toLowerCase(Locale.ROOT).replace('_', '-').getBytes(StandardCharsets.US_ASCII);
  }

  /** A family of names; {@code label} is none of them, and no name that a field can have. */
  KnownField(String label) {
    lower = Ascii.bytes(label);
  }

  /** The field's name in lower case, as in {@code content-length}. */
  public String fieldName() {
    return new String(lower, StandardCharsets.US_ASCII);
  }

  /** The field's name in lower case as bytes, not to be changed. */
  byte[] lower() {
    return lower;
  }

  /** The field whose name stands in {@code bytes[start, end)} in any case, or null. */
  static @Nullable KnownField find(byte[] bytes, int start, int end) {
    int slot = slot(bytes, start, end);
    for (FieldName name = TABLE[slot]; name != null; name = TABLE[slot]) {
      if (name.spells(bytes, start, end)) {
        return name.field();
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    return end > start && (bytes[start] | 0x20) == 'x'
        ? FieldFamilies.forwarded(bytes, start, end)
        : null;
  }

  /** The field that is called {@code name} in any case, or the family of the name; null if none. */
  public static @Nullable KnownField named(String name) {
    byte[] bytes = Ascii.bytes(name);
    return find(bytes, 0, bytes.length);
  }

  /** Whether the field of this index has many names. */
  static boolean isFamily(int index) {
    return index >= CLIENT_CLAIM.index();
  }

  /** The number that a {@link FieldIndex} stores for this field. */
  @SuppressWarnings("EnumOrdinal")
  int index() {
    return ordinal();
  }

  static KnownField of(int index) {
    return ALL[index];
  }

  private static int slot(byte[] bytes, int start, int end) {
    int length = end - start;
    if (length == 0) {
      return 0;
    }
    int hash = length * 31 + (bytes[start] | 0x20) * 7 + (bytes[end - 1] | 0x20) * 13;
    int middle = bytes[start + (length >> 1)] | 0x20;
    hash += (middle == ('_' | 0x20) ? '-' : middle) * 3;
    return hash & (SLOTS - 1);
  }
}
