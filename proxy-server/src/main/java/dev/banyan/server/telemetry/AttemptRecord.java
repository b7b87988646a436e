package dev.banyan.server.telemetry;

import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.split.Side;
import org.jspecify.annotations.Nullable;

/** What is known of one visit to a side, once it has ended. Confined to its event loop. */
public final class AttemptRecord {
  private final Side side;
  private final long startNanos;
  private @Nullable String endpoint;
  private @Nullable FailureKind failure;
  private @Nullable String broken;
  private int status;
  private int sends;
  private boolean abandoned;
  private boolean excused;
  private long headNanos = -1;
  private long endNanos;

  /** An attempt that begins now. */
  public AttemptRecord(Side side, long startNanos) {
    this.side = side;
    this.startNanos = startNanos;
  }

  /** The side that was asked. */
  public Side side() {
    return side;
  }

  /** When the attempt began, on the loop's clock. */
  public long startNanos() {
    return startNanos;
  }

  /** The endpoint that was sent the request last, as {@code host:port}; null if none was. */
  public @Nullable String endpoint() {
    return endpoint;
  }

  /** How it failed; {@link FailureKind#STATUS} for an answer that was thrown away; null if not. */
  public @Nullable FailureKind failure() {
    return failure;
  }

  /** The name of the rule that its answer broke; null if it broke none. */
  public @Nullable String broken() {
    return broken;
  }

  /** The status of its answer, 0 if there was none. */
  public int status() {
    return status;
  }

  /** How many times the request was sent, in part or whole. */
  public int sends() {
    return sends;
  }

  /** Whether the attempt was given up for the client's sake or ours, so that it says nothing. */
  public boolean abandoned() {
    return abandoned;
  }

  /** Whether what became of it is the client's doing, who let the side wait. */
  public boolean excused() {
    return excused;
  }

  /** From the last byte of the request to the response head, -1 if there was none. */
  public long headNanos() {
    return headNanos;
  }

  /** When the attempt ended, on the loop's clock. */
  public long endNanos() {
    return endNanos;
  }

  /** Notes that the request is being sent. */
  public void sentTo(String host) {
    endpoint = host;
    sends++;
  }

  /** Notes the response head. */
  public void answered(int code, long nanos) {
    status = code;
    headNanos = nanos;
  }

  /** Notes how the attempt failed. */
  public void failed(FailureKind kind) {
    failure = kind;
  }

  /** Notes which rule the answer broke; null for none. */
  public void broke(@Nullable String rule) {
    broken = rule;
  }

  /** Notes that the attempt was given up. */
  public void abandon() {
    abandoned = true;
  }

  /** Notes that the client let the side wait until that gave up, so that it says nothing. */
  public void excuse() {
    excused = true;
  }

  /** Notes the end. */
  public void ended(long nanos) {
    endNanos = nanos;
  }
}
