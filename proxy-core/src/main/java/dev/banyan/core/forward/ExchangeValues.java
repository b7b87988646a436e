package dev.banyan.core.forward;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.Authority;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.split.Side;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What variables stand for in one exchange. Immutable.
 *
 * @param route the route's name
 * @param side who is asked, or has answered; null for neither
 */
record ExchangeValues(
    RequestHead head, ClientOrigin origin, RequestId id, String route, @Nullable Side side)
    implements TemplateValues {
  private static final byte[] NEW = Ascii.bytes("new");
  private static final byte[] LEGACY = Ascii.bytes("legacy");
  private static final byte[] NONE = Ascii.bytes("none");

  @Override
  public byte[] value(Variable variable) {
    return switch (variable) {
      case CLIENT_IP -> Ascii.bytes(origin.text());
      case REQUEST_ID -> id.bytes();
      case HOST -> host(origin.host());
      case SCHEME -> origin.schemeBytes();
      case METHOD -> copy(head.bytes(), 0, head.methodEnd());
      case PATH -> copy(head.bytes(), head.pathStart(), head.pathEnd());
      case QUERY -> copy(head.bytes(), head.pathEnd() + 1, head.targetEnd());
      case ROUTE -> Ascii.bytes(route);
      case SIDE -> side == null ? NONE : side == Side.NEW ? NEW : LEGACY;
    };
  }

  private static byte[] host(Authority host) {
    return copy(host.bytes(), host.start(), host.hostEnd());
  }

  private static byte[] copy(byte[] bytes, int start, int end) {
    return Arrays.copyOfRange(bytes, Math.min(start, end), end);
  }
}
