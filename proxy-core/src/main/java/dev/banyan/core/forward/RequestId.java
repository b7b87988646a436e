package dev.banyan.core.forward;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.KnownField;
import dev.banyan.core.http.RequestHead;
import org.jspecify.annotations.Nullable;

/**
 * The name of one exchange in logs, at both sides and in the answer: the {@code X-Request-ID} of a
 * trusted peer, or 32 random hexadecimal digits. Immutable.
 */
public final class RequestId {
  private static final int LONGEST = 128;
  private static final byte[] LINE = Ascii.bytes("X-Request-ID: ");
  private static final int DIGITS_OF_A_LONG = 16;
  private static final byte[] HEX = Ascii.bytes("0123456789abcdef");

  private final byte[] bytes;

  private RequestId(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The id that a request carries: one, of 1 to 128 letters, digits and marks that need no quotes
   * anywhere; null if it carries none like that.
   */
  public static @Nullable RequestId carried(RequestHead head) {
    int i = head.next(KnownField.X_REQUEST_ID, 0);
    if (i < 0 || head.next(KnownField.X_REQUEST_ID, i + 1) >= 0) {
      return null;
    }
    int start = head.valueStart(i);
    int length = head.valueEnd(i) - start;
    if (length < 1 || length > LONGEST) {
      return null;
    }
    byte[] id = new byte[length];
    for (int n = 0; n < length; n++) {
      id[n] = head.bytes()[start + n];
      if (!isPlain(id[n])) {
        return null;
      }
    }
    return new RequestId(id);
  }

  private static boolean isPlain(byte b) {
    return (b >= '0' && b <= '9')
        || (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || b == '-'
        || b == '_'
        || b == '.'
        || b == ':'
        || b == '/'
        || b == '+'
        || b == '=';
  }

  /** An id of 128 random bits. */
  public static RequestId minted(long high, long low) {
    byte[] id = new byte[2 * DIGITS_OF_A_LONG];
    for (int i = 0; i < DIGITS_OF_A_LONG; i++) {
      id[i] = HEX[(int) (high >>> (60 - 4 * i)) & 0xf];
      id[DIGITS_OF_A_LONG + i] = HEX[(int) (low >>> (60 - 4 * i)) & 0xf];
    }
    return new RequestId(id);
  }

  /** Puts the id in the place of what a message calls its id. */
  public void write(HeaderEdits.Builder edits) {
    edits.remove(KnownField.X_REQUEST_ID).put(LINE).put(bytes).endLine();
  }

  /** The id's characters, one byte each; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return Ascii.string(bytes, 0, bytes.length);
  }
}
