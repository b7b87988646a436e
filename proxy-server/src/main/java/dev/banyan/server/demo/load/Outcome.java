package dev.banyan.server.demo.load;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client saw of its request. Immutable.
 *
 * @param status the answer's status; 0 if no head came
 * @param servedBy {@code legacy} or {@code new} as the answer says; null if neither
 * @param cookies the answer's {@code Set-Cookie} fields
 * @param beganNanos when the client asked, by {@link System#nanoTime}
 * @param endedNanos when it knew how the request ended
 */
public record Outcome(
    Ending ending,
    int status,
    @Nullable String servedBy,
    List<String> cookies,
    long beganNanos,
    long endedNanos) {

  /** How the request ended. */
  public enum Ending {
    /** With a whole answer. */
    ANSWERED,
    /** The answer was cut in mid-body. */
    TRUNCATED,
    /** The connection ended without a head. */
    NO_ANSWER,
    /** The answer was no HTTP, or no whole head. */
    INVALID,
    /** No connection could be made. */
    UNREACHABLE,
    /** The client gave up waiting. */
    SILENT
  }

  /** Copies the list. */
  public Outcome {
    cookies = List.copyOf(cookies);
  }

  /** How long it took. */
  public long nanos() {
    return endedNanos - beganNanos;
  }

  /** Whether the client got what it asked for, or a reason in the shop's own words. */
  public boolean fine() {
    return ending == Ending.ANSWERED && status < 500 && servedBy != null;
  }

  /** In a few words, as in {@code 502} or {@code truncated 200}. */
  public String label() {
    return switch (ending) {
      case ANSWERED -> Integer.toString(status);
      case TRUNCATED -> "truncated " + status;
      case NO_ANSWER -> "no answer";
      case INVALID -> "no HTTP";
      case UNREACHABLE -> "unreachable";
      case SILENT -> "silence";
    };
  }
}
