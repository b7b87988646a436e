package dev.banyan.testkit;

/**
 * A request as it reached an origin. Immutable.
 *
 * @param method the method
 * @param target the request target, byte for byte
 * @param version the protocol version, such as {@code HTTP/1.1}
 * @param headers the field lines in order
 * @param body the body; empty where the behaviour answered without reading it
 * @param connection the number of the connection at this origin, from 1
 * @param sequence the number of the request on its connection, from 1
 * @param arrivedNanos when the head was whole, by {@link System#nanoTime}
 */
public record RecordedRequest(
    String method,
    String target,
    String version,
    HeaderLines headers,
    CapturedBody body,
    int connection,
    int sequence,
    long arrivedNanos) {
  /** The field that names a request, so that its executions can be counted. */
  public static final String KEY_FIELD = "X-Request-Key";
}
