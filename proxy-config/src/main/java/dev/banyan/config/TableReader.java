package dev.banyan.config;

import dev.banyan.config.YamlValue.Entry;
import dev.banyan.config.YamlValue.Mapping;
import dev.banyan.config.YamlValue.Sequence;
import dev.banyan.config.document.BackendDocument;
import dev.banyan.config.document.LimitsDocument;
import dev.banyan.config.document.ListenDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.MetricsDocument;
import dev.banyan.config.document.RouteDocument;
import dev.banyan.config.document.TableDocument;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a whole table. Confined to one load. */
final class TableReader {
  private final Problems problems;
  private final ScalarReader scalars;

  private TableReader(SourceText source, Problems problems) {
    this.problems = problems;
    this.scalars = new ScalarReader(source, problems);
  }

  /** The table as written; null if the text is no YAML, or no mapping. */
  static @Nullable TableDocument read(SourceText source, Problems problems) {
    YamlValue root = YamlReader.read(source, problems);
    if (root instanceof Mapping mapping) {
      return new TableReader(source, problems).table(mapping);
    }
    if (root != null) {
      String expected = " (expected: keys such as `listen:`, `backends:` and `routes:`)";
      String found = root instanceof Sequence ? "a list" : "a text";
      problems.error(root.head(), "the table is " + found + expected, null);
    } else if (!problems.hasErrors()) {
      problems.error(null, "the file is empty (expected: a route table)", null);
    }
    return null;
  }

  private TableDocument table(Mapping root) {
    MappingReader table = new MappingReader(root, TableKeys.ALL, problems, scalars);
    table.require(TableKeys.LISTEN, "add a line such as `listen: 8080`");
    table.require(
        TableKeys.BACKENDS, "add a line such as `backends: { old: http://10.0.0.5:8080 }`");
    table.require(
        TableKeys.LEGACY,
        "add a line such as `legacy: old`, the backend that serves what no route moves");
    ListenReader listen = new ListenReader(problems, scalars);
    return new TableDocument(
        table.section(),
        listens(table, listen),
        listen.admin(table),
        limits(table),
        table.scalar(TableKeys.DRAIN),
        table.scalar(TableKeys.DRAIN_DELAY),
        trustedProxies(table),
        table.scalar(TableKeys.VIA),
        table.scalar(TableKeys.DROP_URL_OVERRIDES),
        AccessLogReader.read(table, problems, scalars),
        metrics(table),
        new ErrorsReader(problems, scalars).read(table),
        backends(table),
        table.scalar(TableKeys.LEGACY),
        defaults(table),
        routes(table));
  }

  private List<ListenDocument> listens(MappingReader table, ListenReader reader) {
    YamlValue value = table.value(TableKeys.LISTEN);
    return value == null ? List.of() : reader.all(value, table.keyAt(TableKeys.LISTEN));
  }

  private static List<Located<String>> trustedProxies(MappingReader table) {
    List<Located<String>> networks = table.list(TableKeys.TRUSTED_PROXIES);
    return networks == null ? List.of() : networks;
  }

  private @Nullable LimitsDocument limits(MappingReader table) {
    MappingReader limits = table.mapping(TableKeys.LIMITS, LimitsKeys.ALL);
    return limits == null
        ? null
        : new LimitsDocument(
            limits.scalar(LimitsKeys.HEADER_TIMEOUT),
            limits.scalar(LimitsKeys.BODY_TIMEOUT),
            limits.scalar(LimitsKeys.IDLE_TIMEOUT),
            limits.scalar(LimitsKeys.WRITE_TIMEOUT),
            limits.scalar(LimitsKeys.HALF_CLOSE),
            limits.scalar(LimitsKeys.REQUEST_LINE),
            limits.scalar(LimitsKeys.HEADER_BYTES),
            limits.scalar(LimitsKeys.HEADERS),
            limits.scalar(LimitsKeys.BODY),
            limits.scalar(LimitsKeys.CONNECTIONS));
  }

  private static @Nullable MetricsDocument metrics(MappingReader table) {
    MappingReader metrics = table.mapping(TableKeys.METRICS, TableKeys.METRICS_KEYS);
    return metrics == null
        ? null
        : new MetricsDocument(
            metrics.scalar(TableKeys.METRICS_ROUTES),
            metrics.scalar(TableKeys.METRICS_RESILIENCE4J));
  }

  private List<BackendDocument> backends(MappingReader table) {
    YamlValue value = table.value(TableKeys.BACKENDS);
    List<BackendDocument> backends = new ArrayList<>();
    if (value instanceof Mapping mapping && !mapping.entries().isEmpty()) {
      BackendReader reader = new BackendReader(problems, scalars);
      for (Entry entry : mapping.entries().values()) {
        Located<String> name =
            scalars.scalar("backend", entry.key().span(), entry.key(), Names.INSTANCE);
        backends.add(reader.read(name == null ? unreadable(entry) : name, entry.value()));
      }
    } else if (value != null) {
      String expected = "names with URLs, such as `old: http://10.0.0.5:8080`";
      scalars.refuse("backends", value, table.keyAt(TableKeys.BACKENDS), expected, null);
    }
    return backends;
  }

  /** A name that is refused still counts as known, so that routes may name it. */
  private static Located<String> unreadable(Entry entry) {
    return new Located<>(entry.key().text(), entry.key().span());
  }

  private @Nullable RouteDocument defaults(MappingReader table) {
    MappingReader defaults = table.mapping(TableKeys.DEFAULTS, RouteKeys.DEFAULTS);
    return defaults == null ? null : new RouteReader(problems, scalars).read(defaults);
  }

  private List<RouteDocument> routes(MappingReader table) {
    YamlValue value = table.value(TableKeys.ROUTES);
    List<RouteDocument> routes = new ArrayList<>();
    if (value instanceof Sequence list) {
      RouteReader reader = new RouteReader(problems, scalars);
      for (YamlValue item : list.items()) {
        RouteDocument route = reader.item(item, table.keyAt(TableKeys.ROUTES));
        if (route != null) {
          routes.add(route);
        }
      }
    } else if (value != null) {
      String help = "without routes write `routes: []`";
      scalars.refuse("routes", value, table.keyAt(TableKeys.ROUTES), "a list of routes", help);
    }
    return routes;
  }
}
