package dev.banyan.server.exchange;

import dev.banyan.core.http.ConnectionAuth;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.Why;
import dev.banyan.server.backend.BackendPort;
import dev.banyan.server.backend.BackendStream;
import dev.banyan.server.backend.OwnConnections;
import dev.banyan.server.live.LoopRoute;
import org.jspecify.annotations.Nullable;

/**
 * What lasts from one exchange of a client's connection to the next: the connections to backends
 * that a login made this client's own (NTLM and Negotiate, RFC 4559), and the login under way.
 * Confined to the connection's loop; one exchange at a time.
 */
public final class ClientSession {
  private static final int UNAUTHORIZED = 401;
  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

  private @Nullable OwnConnections own;
  private boolean behindProxy;
  private boolean credentials;
  private boolean loggingIn;

  /** A session without a login. */
  public ClientSession() {}

  /** The client's connection is closed. */
  public void end() {
    if (own != null) {
      own.end();
    }
  }

  /**
   * An exchange begins.
   *
   * @param throughProxy whether the peer is a trusted proxy, so that its connection is many users'
   * @return the side that is to be asked: a login goes on where it began, unless the table says for
   *     this request and not by a share which side it is
   */
  Side begin(RequestHead head, boolean throughProxy, ExchangePlan plan, LoopRoute route) {
    behindProxy = throughProxy;
    credentials = ConnectionAuth.isIn(head);
    OwnConnections known = own;
    Side side = known == null || !credentials ? null : waiting(known, plan.side(), route);
    boolean byShare = plan.why() == Why.SHARE || plan.why() == Why.UNKEYED;
    loggingIn = side != null && (side == plan.side() || byShare);
    return side != null && loggingIn ? side : plan.side();
  }

  private static @Nullable Side waiting(OwnConnections known, Side planned, LoopRoute route) {
    Side other = planned == Side.NEW ? Side.LEGACY : Side.NEW;
    return waits(known, planned, route) ? planned : waits(known, other, route) ? other : null;
  }

  private static boolean waits(OwnConnections known, Side side, LoopRoute route) {
    BackendPort port = side == Side.NEW ? route.newSide() : route.legacy();
    return port != null && port.isLoggingIn(known);
  }

  /**
   * Whether the request is the next step of a login that a side has begun, so that no other side
   * can go on with it.
   */
  boolean loggingIn() {
    return loggingIn;
  }

  /** The client's own connection to a backend; null if there is none that can be used. */
  @Nullable BackendStream take(BackendPort port) {
    return own == null ? null : port.takeOwn(own);
  }

  /** A connection that was everybody's is about to carry the request. */
  void sending(BackendStream stream, BackendPort port) {
    if (credentials) {
      stream.belongTo(mayOwn(port) ? own() : OwnConnections.ofNobody());
    }
  }

  /**
   * A final head came.
   *
   * @return whether it may be delivered: behind a trusted proxy no login is begun
   */
  boolean admits(ResponseHead answer, BackendStream stream, BackendPort port) {
    boolean offered = ConnectionAuth.isIn(answer);
    boolean asks = offered && isChallenge(answer.status());
    if (offered && !mayOwn(port)) {
      return !asks;
    }
    if (offered) {
      stream.belongTo(own());
    }
    if (own != null) {
      own.loggingIn(asks);
    }
    return true;
  }

  /** The request failed; the next one begins a login anew. */
  void failed() {
    if (own != null) {
      own.loggingIn(false);
    }
  }

  private static boolean isChallenge(int status) {
    return status == UNAUTHORIZED || status == PROXY_AUTHENTICATION_REQUIRED;
  }

  private boolean mayOwn(BackendPort port) {
    return !behindProxy || port.ownedByProxies();
  }

  private OwnConnections own() {
    OwnConnections known = own;
    if (known == null) {
      known = new OwnConnections();
      own = known;
    }
    return known;
  }
}
