package dev.banyan.server.admin;

import dev.banyan.server.telemetry.Telemetry;
import dev.banyan.server.telemetry.TextFormat;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The pages of the admin port. Confined to the admin loop. */
final class AdminPages {
  private static final String INDEX =
      """
      Banyan admin

      /metrics   metrics for Prometheus
      /healthz   200 while the process works
      /readyz    200 when traffic may come, else 503, with details as JSON
      """;

  private final Telemetry telemetry;
  private final Readiness readiness;

  AdminPages(Telemetry telemetry, Readiness readiness) {
    this.telemetry = telemetry;
    this.readiness = readiness;
  }

  /** The answer to a request. */
  AdminPage answer(HttpRequest request) {
    String path = path(request.uri());
    boolean known =
        switch (path) {
          case "/", "/metrics", "/healthz", "/readyz" -> true;
          default -> false;
        };
    if (!known) {
      return AdminPage.notFound();
    }
    if (!HttpMethod.GET.equals(request.method()) && !HttpMethod.HEAD.equals(request.method())) {
      return AdminPage.wrongMethod();
    }
    return switch (path) {
      case "/metrics" -> metrics(request.headers().get(HttpHeaderNames.ACCEPT));
      case "/healthz" -> AdminPage.text(HttpResponseStatus.OK, "ok\n");
      case "/readyz" -> readiness();
      default -> AdminPage.text(HttpResponseStatus.OK, INDEX);
    };
  }

  private AdminPage metrics(@Nullable String accept) {
    TextFormat format = TextFormat.accepted(accept);
    ByteArrayOutputStream out = new ByteArrayOutputStream(64 << 10);
    try {
      telemetry.scrape(format, out);
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer in memory failed", e);
    }
    return new AdminPage(HttpResponseStatus.OK, format.contentType(), null, out.toByteArray());
  }

  private AdminPage readiness() {
    Readiness.State state = readiness.state();
    HttpResponseStatus status =
        state.ready() ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE;
    return AdminPage.json(status, ReadinessJson.of(state));
  }

  private static String path(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }
}
