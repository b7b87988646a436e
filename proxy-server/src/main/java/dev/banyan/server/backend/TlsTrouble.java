package dev.banyan.server.backend;

import io.netty.handler.ssl.NotSslRecordException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Says why TLS failed. Stateless. */
final class TlsTrouble {
  private static final int LONGEST = 200;

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

  /** Whether the peer refused the handshake, so that it has read nothing that came behind it. */
  static boolean refused(Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof SSLHandshakeException) {
        return true;
      }
    }
    return false;
  }
}
