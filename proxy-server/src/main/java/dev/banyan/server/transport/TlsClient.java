package dev.banyan.server.transport;

import dev.banyan.core.backend.EndpointSpec;
import dev.banyan.core.backend.TlsIdentity;
import dev.banyan.core.backend.TlsSpec;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * TLS 1.3 or 1.2 as it is spoken to one backend. Its connections resume each other's sessions.
 * Shared-safe.
 */
public final class TlsClient {
  private static final String VERIFY_NAME = "HTTPS";

  /** How long a connection that is closed may take to send its close_notify. */
  private static final long CLOSE_MILLIS = 1_000;

  private final TlsSpec spec;
  private final Executor tasks;
  private final SslContext context;

  private TlsClient(TlsSpec spec, Executor tasks, SslContext context) {
    this.spec = spec;
    this.tasks = tasks;
    this.context = context;
  }

  /**
   * TLS as {@code spec} says; may read the JDK's certificates, so never on an event loop.
   *
   * @param tasks does the arithmetic of handshakes
   * @throws IllegalArgumentException if the JDK can't use what the specification holds
   */
  public static TlsClient of(TlsSpec spec, Executor tasks) {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .protocols("TLSv1.3", "TLSv1.2")
            .endpointIdentificationAlgorithm(spec.insecure() ? null : VERIFY_NAME);
    TlsIdentity identity = spec.identity();
    if (identity != null) {
      builder.keyManager(identity.key(), identity.chain().toArray(new X509Certificate[0]));
    }
    try {
      if (spec.insecure()) {
        builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
      } else {
        builder.trustManager(NamedServers.by(spec.authorities()));
      }
      return new TlsClient(spec, tasks, builder.build());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("tls: " + e.getMessage(), e);
    }
  }

  /** The first handler of a new connection to {@code endpoint}. */
  public SslHandler handler(ByteBufAllocator alloc, EndpointSpec endpoint) {
    String name = spec.verifiedName(endpoint.host());
    SslHandler handler = context.newHandler(alloc, name, endpoint.port(), tasks);
    handler.setCloseNotifyFlushTimeoutMillis(CLOSE_MILLIS);
    SSLEngine engine = handler.engine();
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setServerNames(serverNames(name));
    engine.setSSLParameters(parameters);
    return handler;
  }

  /**
   * What is sent as the name of the server (RFC 6066 section 3): no literal address, and nothing
   * that the JDK takes for no host name. By itself the JDK sends no name without a dot.
   */
  private static List<SNIServerName> serverNames(String name) {
    if (NetUtil.isValidIpV4Address(name) || NetUtil.isValidIpV6Address(name)) {
      return List.of();
    }
    try {
      return List.of(
          new SNIHostName(name.endsWith(".") ? name.substring(0, name.length() - 1) : name));
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }
}
