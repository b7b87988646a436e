package dev.banyan.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A response exactly as a client received it, whole or not. Immutable.
 *
 * @param status the status, 0 if no whole and valid head came
 * @param reason the reason phrase
 * @param version the protocol version, such as {@code HTTP/1.1}
 * @param rawHead the head's text from the status line to the empty line; empty if none came
 * @param headers the field lines in order
 * @param body what came of the body, and its trailers
 * @param interim the 1xx responses before this one
 * @param ending whether the message is whole, else how it was cut
 * @param detail what is wrong with a message that isn't whole, else empty
 */
public record RawResponse(
    int status,
    String reason,
    String version,
    String rawHead,
    HeaderLines headers,
    CapturedBody body,
    List<RawResponse> interim,
    Ending ending,
    String detail) {
  /** No response at all. */
  static final RawResponse NONE = none(List.of(), Ending.FIN, "");

  /** Copies the list of interim responses. */
  public RawResponse {
    interim = List.copyOf(interim);
  }

  /** Tells whether the message is whole by its own framing. */
  public boolean complete() {
    return ending == Ending.COMPLETE;
  }

  /** Tells whether the connection ended inside the message, or before it. */
  public boolean truncated() {
    return ending == Ending.FIN || ending == Ending.RESET;
  }

  /** Returns the first value of a field, empty text if there is none. */
  public String header(String name) {
    return headers.first(name).orElse("");
  }

  /** Returns the body's bytes as UTF-8 text. */
  public String text() {
    return body.text();
  }

  static RawResponse none(List<RawResponse> interim, Ending ending, String detail) {
    return new RawResponse(
        0, "", "", "", HeaderLines.NONE, CapturedBody.EMPTY, interim, ending, detail);
  }

  RawResponse with(CapturedBody newBody, Ending newEnding, String newDetail) {
    return new RawResponse(
        status, reason, version, rawHead, headers, newBody, interim, newEnding, newDetail);
  }

  RawResponse saying(@Nullable String newDetail) {
    return with(body, ending, String.valueOf(newDetail));
  }

  RawResponse after(List<RawResponse> newInterim) {
    return new RawResponse(
        status, reason, version, rawHead, headers, body, newInterim, ending, detail);
  }
}
