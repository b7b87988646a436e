package dev.banyan.server.backend;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Says why TLS failed. Stateless. */
final class TlsTrouble {
  private static final int LONGEST = 200;
  private static final String LAST_VERSION = "TLSv1.3";

  /** What the JDK says of a peer's alert; its name follows. */
  private static final String RECEIVED = "Received fatal alert: ";

  /** The alerts about certificates of RFC 8446 section 6.2. */
  private static final Set<String> OF_CERTIFICATES =
      Set.of(
          "bad_certificate",
          "unsupported_certificate",
          "certificate_revoked",
          "certificate_expired",
          "certificate_unknown",
          "unknown_ca",
          "access_denied",
          "certificate_required");

  private TlsTrouble() {}

  /** The reason in words, on one line. */
  static String text(@Nullable Throwable cause) {
    String text = "unknown reason";
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof NotSslRecordException) {
        return "no TLS is spoken there";
      }
      if (each instanceof ClosedChannelException) {
        return "the connection was closed in the middle of it";
      }
      text = each.getMessage() == null ? text : each.getMessage();
    }
    String line = text.lines().findFirst().orElse(text);
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
  }

  /**
   * Whether the peer refused the client's certificate in the handshake of TLS 1.3, so that it has
   * read nothing that came behind it (RFC 8446 section 4.4.2.4). Under TLS 1.2 it would have said
   * so before the handshake was over, and what it says later proves nothing.
   */
  static boolean refused(ChannelPipeline pipeline, Throwable cause) {
    SslHandler tls = pipeline.get(SslHandler.class);
    return tls != null
        && ofCertificate(cause)
        && LAST_VERSION.equals(tls.engine().getSession().getProtocol());
  }

  /** Whether it tells of an alert about a certificate that the peer has sent. */
  private static boolean ofCertificate(Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      String text = each.getMessage();
      if (each instanceof SSLHandshakeException && text != null && text.contains(RECEIVED)) {
        int name = text.indexOf(RECEIVED) + RECEIVED.length();
        return OF_CERTIFICATES.contains(text.substring(name));
      }
    }
    return false;
  }
}
