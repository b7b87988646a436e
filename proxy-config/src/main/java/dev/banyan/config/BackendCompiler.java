package dev.banyan.config;

import dev.banyan.config.document.BackendDocument;
import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.backend.EndpointSpec;
import java.util.List;

/** Compiles one entry of {@code backends}. Stateless. */
final class BackendCompiler {
  private BackendCompiler() {}

  static BackendSpec compile(BackendDocument backend) {
    List<EndpointSpec> endpoints =
        backend.urls().stream()
            .map(url -> new EndpointSpec(url.value().host(), url.value().port()))
            .toList();
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
        BackendKeys.HOST.valueOr(backend.host()).equals("rewrite"));
  }
}
