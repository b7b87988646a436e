package dev.banyan.config;

import dev.banyan.config.document.BackendDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.UrlDocument;
import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.backend.EndpointSpec;
import dev.banyan.core.backend.HttpSpec;
import dev.banyan.core.backend.LinkSpec;
import dev.banyan.core.backend.LinkSpec.Resolve;
import dev.banyan.core.backend.Reuse;
import dev.banyan.core.backend.TlsSpec;
import dev.banyan.core.http.Leniency;
import dev.banyan.core.http.Oddity;
import dev.banyan.core.http.Scheme;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles one entry of {@code backends}. Stateless. */
final class BackendCompiler {
  private BackendCompiler() {}

  /** The backend; {@code tls} is null if it speaks none. */
  static BackendSpec compile(BackendDocument backend, @Nullable TlsSpec tls) {
    List<EndpointSpec> endpoints =
        backend.urls().stream().map(url -> endpoint(url.value())).toList();
    return new BackendSpec(
        backend.name().value(),
        endpoints,
        BackendKeys.CONNECT_TIMEOUT.valueOr(backend.connectTimeout()),
        BackendKeys.PENDING_TIMEOUT.valueOr(backend.pendingTimeout()),
        BackendKeys.TIMEOUT.valueOr(backend.timeout()),
        BackendKeys.IDLE_TIMEOUT.valueOr(backend.idleTimeout()),
        BackendKeys.STREAM_IDLE.valueOr(backend.streamIdle()),
        BackendKeys.MAX_CONNECTIONS.valueOr(backend.maxConnections()),
        BackendKeys.MAX_PENDING.valueOr(backend.maxPending()),
        BackendKeys.HOST.valueOr(backend.host()).equals("rewrite"),
        new HttpSpec(
            BackendKeys.CONNECTION_AUTH.valueOr(backend.connectionAuth()).equals("always"),
            reuse(BackendKeys.REUSE.valueOr(backend.reuse()))),
        new LinkSpec(resolve(BackendKeys.RESOLVE.valueOr(backend.resolve())), tls),
        HealthCompiler.compile(backend.health()),
        leniency(backend));
  }

  private static Leniency leniency(BackendDocument backend) {
    return backend.lenient() == null
        ? Leniency.NONE
        : Leniency.of(backend.lenient().stream().map(Located::value).map(Oddity::of).toList());
  }

  private static EndpointSpec endpoint(UrlDocument url) {
    return new EndpointSpec(url.secure() ? Scheme.HTTPS : Scheme.HTTP, url.host(), url.port());
  }

  private static Reuse reuse(String word) {
    return switch (word) {
      case "safe" -> Reuse.SAFE;
      case "never" -> Reuse.NEVER;
      default -> Reuse.ALWAYS;
    };
  }

  private static Resolve resolve(String word) {
    return word.equals("never") ? Resolve.ONCE : Resolve.AGAIN;
  }
}
