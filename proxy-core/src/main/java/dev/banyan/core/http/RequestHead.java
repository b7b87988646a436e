package dev.banyan.core.http;

import org.jspecify.annotations.Nullable;

/**
 * The head of a request: method, target and fields over the bytes received. Immutable.
 *
 * <p>For a target in absolute form the path and query are those inside it, and the host is the
 * target's authority.
 */
public final class RequestHead extends MessageHead {
  private final HttpMethod method;
  private final RequestTarget target;
  private final BodyFraming framing;
  private final int methodStart;
  private final int methodEnd;

  RequestHead(
      byte[] bytes,
      int length,
      FieldIndex fields,
      int minorVersion,
      HttpMethod method,
      RequestTarget target,
      BodyFraming framing) {
    super(bytes, length, fields, minorVersion);
    this.method = method;
    this.target = target;
    this.framing = framing;
    this.methodStart = 0;
    this.methodEnd = target.methodEnd();
  }

  /** What a preflight announces. */
  private RequestHead(RequestHead preflight, int methodStart, int methodEnd) {
    super(preflight);
    this.method = HttpMethod.find(preflight.bytes(), methodStart, methodEnd);
    this.target = preflight.target;
    this.framing = preflight.framing;
    this.methodStart = methodStart;
    this.methodEnd = methodEnd;
  }

  /**
   * What of the request is known that this CORS preflight announces: the same but for its method,
   * and with the names of fields that {@link #announces} knows.
   *
   * @return null if the request is no preflight
   */
  public @Nullable RequestHead announced() {
    int i = Preflights.method(this);
    return i < 0 ? null : new RequestHead(this, valueStart(i), valueEnd(i));
  }

  /** Whether this is not what came, but what a preflight announces. */
  public boolean isAnnounced() {
    return methodStart > 0;
  }

  /**
   * Whether a preflight names {@code lowerName}, which is in lower case, among the fields of the
   * request that it announces; their values it keeps to itself.
   */
  public boolean announces(byte[] lowerName) {
    return Preflights.announces(this, lowerName);
  }

  /** The method, OTHER if it has no name here. */
  public HttpMethod method() {
    return method;
  }

  /**
   * Whether the request counts as a read: its method is safe, and no field tells applications to
   * take another one for it.
   */
  public boolean isRead() {
    return method.isRead() && !overridesMethod();
  }

  /** Whether a field may make an application take another method for the request's. */
  public boolean overridesMethod() {
    return has(KnownField.METHOD_OVERRIDE)
        || (isAnnounced() && Preflights.announces(this, KnownField.METHOD_OVERRIDE));
  }

  /** The method's token as written. */
  public String methodToken() {
    return Ascii.string(bytes(), methodStart, methodEnd);
  }

  /** Where the method's token begins: at 0, unless a preflight announces it. */
  public int methodStart() {
    return methodStart;
  }

  /** Where the method's token ends. */
  public int methodEnd() {
    return methodEnd;
  }

  /** Where the path begins in {@link #bytes()}; its first byte is {@code /}, or {@code *}. */
  public int pathStart() {
    return target.pathStart();
  }

  /** Where the path ends, exclusive: at the {@code ?} or at the end of the target. */
  public int pathEnd() {
    return target.pathEnd();
  }

  /** Where path and query end, exclusive. Without a query this is {@link #pathEnd()}. */
  public int targetEnd() {
    return target.targetEnd();
  }

  /** Whether the target was given in absolute form (RFC 9112 section 3.2.2). */
  public boolean absoluteForm() {
    return target.absoluteForm();
  }

  /** Where the host begins, without port; equals {@link #hostEnd()} if the request names none. */
  public int hostStart() {
    return target.hostStart();
  }

  /** Where the host ends, exclusive. */
  public int hostEnd() {
    return target.hostEnd();
  }

  /** Where host and port end, exclusive. */
  public int authorityEnd() {
    return target.authorityEnd();
  }

  /** The path as written. */
  public String path() {
    return Ascii.string(bytes(), pathStart(), pathEnd());
  }

  /** The path and query as written. */
  public String pathAndQuery() {
    return Ascii.string(bytes(), pathStart(), targetEnd());
  }

  /** The host as written, without port; empty if the request names none. */
  public String host() {
    return Ascii.string(bytes(), hostStart(), hostEnd());
  }

  /** How the request's body is delimited. */
  public BodyFraming framing() {
    return framing;
  }

  /** Whether the client asks for a 100 before it sends the body (RFC 9110 section 10.1.1). */
  public boolean expectsContinue() {
    return has(KnownField.EXPECT) && !framing.isEmpty() && minorVersion() >= 1;
  }

  /** Whether the client's connection may serve another request after this one (RFC 9112 9.3). */
  public boolean keepsAlive() {
    return HopByHop.keepsAlive(this);
  }
}
