package dev.banyan.core.answer;

import dev.banyan.core.http.Ascii;

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

  /** The error {@code status}, in words that say nothing of what runs here. */
  public static OwnAnswer error(int status) {
    String text = "{\"status\":" + status + ",\"error\":\"" + StatusPhrase.of(status) + "\"}\n";
    String fields = "Content-Type: application/json\r\nCache-Control: no-store\r\n";
    return new OwnAnswer(status, Ascii.bytes(fields), Ascii.bytes(text));
  }
}
