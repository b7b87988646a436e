package dev.banyan.core.answer;

import java.util.Arrays;

/**
 * A whole answer that Banyan gives itself: an error, a redirect, a fixed response. Immutable.
 *
 * <p>The connection adds what is its own to decide: {@code Date}, {@code Content-Length} and {@code
 * Connection}. It leaves the body out where none may follow.
 *
 * @param status 200 to 599
 * @param fields its field lines, each with its CRLF; not to be changed
 * @param body its content, empty for none; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record OwnAnswer(int status, byte[] fields, byte[] body) {
  private static final byte[] NOTHING = {};

  /** An answer without fields and content. */
  public static OwnAnswer empty(int status) {
    return new OwnAnswer(status, NOTHING, NOTHING);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof OwnAnswer other
        && status == other.status
        && Arrays.equals(fields, other.fields)
        && Arrays.equals(body, other.body);
  }

  @Override
  public int hashCode() {
    return (status * 31 + Arrays.hashCode(fields)) * 31 + Arrays.hashCode(body);
  }
}
