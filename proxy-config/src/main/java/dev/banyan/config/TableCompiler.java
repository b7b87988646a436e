package dev.banyan.config;

import dev.banyan.config.document.AdminDocument;
import dev.banyan.config.document.BackendDocument;
import dev.banyan.config.document.LimitsDocument;
import dev.banyan.config.document.ListenDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.MatchDocument;
import dev.banyan.config.document.MetricsDocument;
import dev.banyan.config.document.RouteDocument;
import dev.banyan.config.document.TableDocument;
import dev.banyan.core.answer.ErrorPages;
import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.backend.TlsSpec;
import dev.banyan.core.forward.ForwardingSpec;
import dev.banyan.core.forward.TrustedProxies;
import dev.banyan.core.forward.Via;
import dev.banyan.core.http.AddressBlock;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.plan.RoutingSnapshot;
import dev.banyan.core.routing.PathPattern;
import dev.banyan.core.routing.RouteIndex;
import dev.banyan.core.routing.RouteMatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compiles a whole table in which no problem was found. Stateless. */
final class TableCompiler {
  private static final LimitsDocument NO_LIMITS =
      new LimitsDocument(null, null, null, null, null, null, null, null, null, null);

  private static final MetricsDocument NO_METRICS = new MetricsDocument(null, null);

  private TableCompiler() {}

  static LoadedTable compile(
      TableDocument table,
      ErrorPages errors,
      Map<String, TlsSpec> tls,
      List<Path> files,
      SourceText source) {
    LimitsSpec limits = limits(table.limits() == null ? NO_LIMITS : table.limits());
    MetricsDocument metrics = table.metrics() == null ? NO_METRICS : table.metrics();
    return new LoadedTable(
        table.listen().stream().map(TableCompiler::listen).toList(),
        admin(table.admin(), Path.of(source.file())),
        limits,
        TableKeys.DRAIN.valueOr(table.drain()),
        TableKeys.DRAIN_DELAY.valueOr(table.drainDelay()),
        AccessLogReader.compile(table.accessLog()),
        TableKeys.METRICS_ROUTES.valueOr(metrics.routes()),
        TableKeys.METRICS_RESILIENCE4J.valueOr(metrics.resilience4j()),
        routing(table, limits, errors, tls, source),
        PlacesCompiler.compile(table, source.file()),
        files,
        Digests.sha256(source.text()));
  }

  private static ListenSpec listen(ListenDocument listen) {
    Located<Integer> port = Objects.requireNonNull(listen.port());
    return new ListenSpec(listen.host() == null ? "" : listen.host().value(), port.value());
  }

  private static @Nullable AdminSpec admin(@Nullable AdminDocument admin, Path file) {
    if (admin != null && admin.off()) {
      return null;
    }
    ListenSpec listen =
        new ListenSpec(
            ListenKeys.ADMIN_HOST.valueOr(admin == null ? null : admin.host()),
            ListenKeys.ADMIN_PORT.valueOr(admin == null ? null : admin.port()));
    List<String> hosts =
        admin == null ? List.of() : admin.hosts().stream().map(Located::value).toList();
    Located<String> token = admin == null ? null : admin.tokenFile();
    return new AdminSpec(listen, hosts, token == null ? null : file.resolveSibling(token.value()));
  }

  private static LimitsSpec limits(LimitsDocument limits) {
    HeadLimits head =
        new HeadLimits(
            Math.toIntExact(LimitsKeys.REQUEST_LINE.valueOr(limits.requestLine())),
            Math.toIntExact(LimitsKeys.HEADER_BYTES.valueOr(limits.headerBytes())),
            LimitsKeys.HEADERS.valueOr(limits.headers()));
    return new LimitsSpec(
        LimitsKeys.HEADER_TIMEOUT.valueOr(limits.headerTimeout()),
        LimitsKeys.BODY_TIMEOUT.valueOr(limits.bodyTimeout()),
        LimitsKeys.IDLE_TIMEOUT.valueOr(limits.idleTimeout()),
        LimitsKeys.WRITE_TIMEOUT.valueOr(limits.writeTimeout()),
        LimitsKeys.HALF_CLOSE.valueOr(limits.halfClose()),
        head,
        LimitsKeys.BODY.valueOr(limits.body()),
        limits.connections() == null ? 0 : limits.connections().value());
  }

  private static RoutingSnapshot routing(
      TableDocument table,
      LimitsSpec limits,
      ErrorPages errors,
      Map<String, TlsSpec> tls,
      SourceText source) {
    Map<String, BackendDocument> backends = new LinkedHashMap<>();
    Map<String, BackendSpec> specs = new LinkedHashMap<>();
    for (BackendDocument backend : table.backends()) {
      String name = backend.name().value();
      backends.put(name, backend);
      specs.put(name, BackendCompiler.compile(backend, tls.get(name)));
    }
    String legacy = Objects.requireNonNull(table.legacy()).value();
    RouteCompiler compiler = new RouteCompiler(legacy, limits.bodyBytes(), backends);
    RouteIndex.Builder index = RouteIndex.builder();
    List<RoutePolicy> policies = new ArrayList<>();
    for (RouteDocument route : table.routes()) {
      String name = Objects.requireNonNull(route.name()).value();
      List<RouteMatch> hosts = match(Objects.requireNonNull(route.match()), source);
      index.add(hosts);
      RouteDocument whole = EffectiveRoute.of(route, table.defaults()).whole();
      PathPattern path = hosts.get(0).path();
      ActionCompiler actions = new ActionCompiler(whole, path, new Problems(source));
      policies.add(compiler.compile(name, whole, actions.compile()));
    }
    policies.add(compiler.unmatched(table.defaults() == null ? null : table.defaults().override()));
    return new RoutingSnapshot(
        policies, index.build(RoutePolicy.likeness(policies)), specs, forwarding(table), errors);
  }

  private static ForwardingSpec forwarding(TableDocument table) {
    String name = TableKeys.VIA.valueOr(table.via());
    return new ForwardingSpec(
        new TrustedProxies(networks(table.trustedProxies())),
        name.equals(ViaNames.OFF) ? Via.OFF : new Via(name),
        TableKeys.DROP_URL_OVERRIDES.valueOr(table.dropUrlOverrides()));
  }

  private static List<AddressBlock> networks(List<Located<String>> written) {
    return written.stream().map(network -> AddressBlock.parse(network.value())).toList();
  }

  private static List<RouteMatch> match(MatchDocument match, SourceText source) {
    return Objects.requireNonNull(MatchCompiler.compile(match, new Problems(source)));
  }
}
