package dev.banyan.server.telemetry;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.forward.RequestId;
import dev.banyan.core.http.HttpMethod;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.split.Side;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one exchange: filled while it runs, read once at its end. Confined to its event
 * loop.
 */
public final class ExchangeRecord {
  /** The status of an exchange whose client left before an answer, in logs and metrics only. */
  public static final int CLIENT_LEFT = 499;

  /** Why a request was refused whose body is longer than allowed. */
  public static final String BODY_TOO_LARGE = "body-too-large";

  /** Why a request was refused that came while unfinished heads held all the memory they may. */
  public static final String HEAD_MEMORY = "head-memory";

  /** Why a request was refused that was under way, or came, when Banyan had to stop. */
  public static final String DRAINING = "draining";

  private static final int SERVICE_UNAVAILABLE = 503;

  private final @Nullable RequestHead request;
  private final String client;
  private final RequestId id;
  private final long startNanos;
  private @Nullable ExchangePlan plan;
  private @Nullable AttemptRecord first;
  private @Nullable AttemptRecord second;
  private @Nullable FailureKind failure;
  private @Nullable String refused;
  private int status;
  private boolean backToFirst;
  private boolean truncated;
  private boolean clientLeft;
  private boolean replayDropped;
  private boolean cookieLeftOut;
  private long requestBytes;
  private long responseBytes;
  private long endNanos;

  /**
   * A record of an exchange that begins now.
   *
   * @param request its head; null if none could be read
   * @param client the client's address as text
   * @param id what the exchange goes by
   * @param startNanos when its head was complete, on the loop's clock
   */
  public ExchangeRecord(
      @Nullable RequestHead request, String client, RequestId id, long startNanos) {
    this.request = request;
    this.client = client;
    this.id = id;
    this.startNanos = startNanos;
  }

  /** The request's head; null if none could be read. */
  public @Nullable RequestHead request() {
    return request;
  }

  /** The request's method; {@link HttpMethod#OTHER} if none could be read. */
  public HttpMethod method() {
    return request == null ? HttpMethod.OTHER : request.method();
  }

  /** Whether the request counts as a read. */
  public boolean isRead() {
    return request != null && request.isRead();
  }

  /** The client's address as text, without port. */
  public String client() {
    return client;
  }

  /** What the exchange goes by. */
  public RequestId id() {
    return id;
  }

  /** The plan; null if the request was refused before one was made. */
  public @Nullable ExchangePlan plan() {
    return plan;
  }

  /** The first attempt; null if none was made. */
  public @Nullable AttemptRecord first() {
    return first;
  }

  /**
   * The attempt at legacy that followed a failure of new, or that at new for a preflight which
   * legacy did not allow; null if there was none.
   */
  public @Nullable AttemptRecord second() {
    return second;
  }

  /** The attempt whose answer was delivered, or the last one; null if none was made. */
  public @Nullable AttemptRecord last() {
    return second == null || backToFirst ? first : second;
  }

  /** Why legacy answered for new; null if it did not. */
  public @Nullable FailureKind fallback() {
    return first != null && second != null && first.side() == Side.NEW ? first.failure() : null;
  }

  /** How many times the request was sent, in part or whole, to either side. */
  public int sends() {
    return (first == null ? 0 : first.sends()) + (second == null ? 0 : second.sends());
  }

  /** The name of the rule that an answer broke, the first attempt's first; null for none. */
  public @Nullable String broken() {
    String rule = first == null ? null : first.broken();
    return rule != null || second == null ? rule : second.broken();
  }

  /** How the exchange failed for the client; null if it did not. */
  public @Nullable FailureKind failure() {
    return failure;
  }

  /** Why Banyan itself refused the request, in a word or two; null if it did not. */
  public @Nullable String refused() {
    return refused;
  }

  /**
   * Whether Banyan refused the request for what its client did, so that whatever became of it is no
   * error of the service; not since it lacked something, or had to stop.
   */
  public boolean refusedForItsClient() {
    return refused != null
        && status != SERVICE_UNAVAILABLE
        && !refused.equals(DRAINING)
        && !refused.equals(HEAD_MEMORY);
  }

  /** Whether the side that was asked last had given up on a client that let it wait. */
  public boolean excused() {
    AttemptRecord last = last();
    return last != null && last.excused();
  }

  /** The side that was asked last; null if none was. */
  public @Nullable Side side() {
    AttemptRecord last = last();
    return last == null ? null : last.side();
  }

  /** The status that the client got; {@link #CLIENT_LEFT} if it left before, 0 while unknown. */
  public int status() {
    return status;
  }

  /** Whether the client's answer was cut before its end. */
  public boolean truncated() {
    return truncated;
  }

  /** Whether the client left before the end of its answer. */
  public boolean clientLeft() {
    return clientLeft;
  }

  /** Whether a body outgrew its bound, so that the request went on without that fallback. */
  public boolean replayDropped() {
    return replayDropped;
  }

  /** Whether the client got no sticky cookie, since shared caches may give the answer to others. */
  public boolean cookieLeftOut() {
    return cookieLeftOut;
  }

  /** Bytes of the request's body taken from the client. */
  public long requestBytes() {
    return requestBytes;
  }

  /** Bytes of the answer's body sent to the client. */
  public long responseBytes() {
    return responseBytes;
  }

  /** When the head was complete, on the loop's clock. */
  public long startNanos() {
    return startNanos;
  }

  /** When the last byte was handed to the connection, on the loop's clock. */
  public long endNanos() {
    return endNanos;
  }

  /** Notes the plan. */
  public void planned(ExchangePlan made) {
    plan = made;
  }

  /** Notes an attempt that begins. */
  public void attempt(AttemptRecord begun) {
    if (first == null) {
      first = begun;
    } else {
      second = begun;
    }
  }

  /** Notes that the client gets the first attempt's answer, or its failure, after all. */
  public void backToFirst() {
    backToFirst = true;
  }

  /** Notes the status of the answer that the client is sent. */
  public void answered(int code) {
    status = code;
  }

  /** Notes the answer of Banyan's own that the client is sent, its content too. */
  public void answered(OwnAnswer answer) {
    status = answer.status();
    boolean toHead = request != null && request.method() == HttpMethod.HEAD;
    responseBytes += toHead ? 0 : answer.body().length;
  }

  /** Notes how the exchange failed for the client. */
  public void failed(FailureKind kind) {
    failure = kind;
  }

  /** Notes that Banyan itself refused the request. */
  public void refused(String why) {
    refused = why;
  }

  /** Notes that the client's answer was cut. */
  public void truncate() {
    truncated = true;
  }

  /** Notes that the client left. */
  public void leave() {
    clientLeft = true;
    if (status == 0) {
      status = CLIENT_LEFT;
    }
  }

  /** Notes that the kept body was dropped. */
  public void dropReplay() {
    replayDropped = true;
  }

  /** Notes that the client got no sticky cookie for the sake of shared caches. */
  public void leaveOutCookie() {
    cookieLeftOut = true;
  }

  /** Counts bytes of the request's body. */
  public void received(int bytes) {
    requestBytes += bytes;
  }

  /** Counts bytes of the answer's body. */
  public void sent(int bytes) {
    responseBytes += bytes;
  }

  /** Notes the end. */
  public void ended(long nanos) {
    endNanos = nanos;
  }
}
