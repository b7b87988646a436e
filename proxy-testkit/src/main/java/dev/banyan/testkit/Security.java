package dev.banyan.testkit;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** How an origin secures the connections that it accepts. Shared-safe. */
@FunctionalInterface
public interface Security {
  /** Not at all. */
  Security NONE = socket -> socket;

  /** The socket through which the origin speaks; the handshake is made when it first reads. */
  Socket secure(Socket accepted) throws IOException;

  /** TLS with a certificate, in all versions that the JDK allows. */
  static Security tls(TestCertificate certificate) {
    return tls(certificate, null);
  }

  /**
   * TLS in these versions, or all if none are named.
   *
   * @param clients who must have signed the client's certificate; null if none is asked for
   */
  static Security tls(
      TestCertificate certificate, @Nullable TestCertificate clients, String... versions) {
    SSLContext context = certificate.server(clients);
    return accepted -> {
      SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(accepted, null, true);
      socket.setUseClientMode(false);
      socket.setNeedClientAuth(clients != null);
      if (versions.length > 0) {
        socket.setEnabledProtocols(versions);
      }
      return socket;
    };
  }
}
