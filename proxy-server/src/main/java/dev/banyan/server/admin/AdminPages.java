package dev.banyan.server.admin;

import dev.banyan.server.telemetry.TextFormat;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pages of the admin port. Confined to the admin loop. */
final class AdminPages {
  private static final String INDEX =
      """
      Banyan admin

      /metrics   metrics for Prometheus
      /healthz   200 while the process works
      /readyz    200 when traffic may come, else 503, with details as JSON
      /explain   what becomes of a request: ?method=GET&url=/cart&header=Host:%20a&client=IP
      /log-level the level of the application's log; PUT sets it
      """;

  private static final String READ = "GET, HEAD";
  private static final String LOG_LEVEL = "/log-level";

  /** What balancers ask, by whatever name they have for this port. */
  private static final Set<String> PROBES = Set.of("/healthz", "/readyz");

  private final AdminContext context;

  AdminPages(AdminContext context) {
    this.context = context;
  }

  /**
   * The answer to a request.
   *
   * @param peer who asks
   */
  AdminPage answer(FullHttpRequest request, InetAddress peer) {
    String path = path(request.uri());
    boolean named = context.hosts().isNamedBy(request);
    if (!named && !PROBES.contains(path)) {
      return AdminPage.misdirected();
    }
    return switch (path) {
      case "/", "/metrics", "/healthz", "/readyz", "/explain" ->
          reads(request) ? page(path, request, named) : AdminPage.wrongMethod(READ);
      case LOG_LEVEL -> logLevel(request, peer);
      default -> AdminPage.notFound();
    };
  }

  private static boolean reads(HttpRequest request) {
    return HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
  }

  private AdminPage page(String path, HttpRequest request, boolean named) {
    return switch (path) {
      case "/metrics" -> metrics(request.headers().get(HttpHeaderNames.ACCEPT));
      case "/healthz" -> AdminPage.text(HttpResponseStatus.OK, "ok\n");
      case "/readyz" -> readiness(named);
      case "/explain" -> ExplainPage.answer(request.uri(), context.explainer());
      default -> AdminPage.text(HttpResponseStatus.OK, INDEX);
    };
  }

  private AdminPage logLevel(FullHttpRequest request, InetAddress peer) {
    if (reads(request)) {
      return LogLevelPage.show(context.log().get());
    }
    if (!HttpMethod.PUT.equals(request.method())) {
      return AdminPage.wrongMethod(READ + ", PUT");
    }
    AdminPage refusal = context.writes().refusal(peer, request.headers());
    return refusal == null
        ? LogLevelPage.set(context.log().get(), request.content().toString(StandardCharsets.UTF_8))
        : refusal;
  }

  private AdminPage metrics(@Nullable String accept) {
    TextFormat format = TextFormat.accepted(accept);
    ByteArrayOutputStream out = new ByteArrayOutputStream(64 << 10);
    try {
      context.telemetry().scrape(format, out);
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer in memory failed", e);
    }
    return new AdminPage(HttpResponseStatus.OK, format.contentType(), Map.of(), out.toByteArray());
  }

  /** To whoever asks by a name of this port with all that decides, else with the answer alone. */
  private AdminPage readiness(boolean named) {
    Readiness.State state = context.readiness().state();
    HttpResponseStatus status =
        state.ready() ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE;
    return AdminPage.json(
        status, named ? ReadinessJson.of(state) : "{\"ready\":" + state.ready() + "}\n");
  }

  /** What stands before the query, which may hold what no log should. */
  static String path(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }
}
