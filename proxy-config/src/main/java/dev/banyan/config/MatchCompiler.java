package dev.banyan.config;

import dev.banyan.config.document.FieldDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.MatchDocument;
import dev.banyan.core.routing.FieldCondition;
import dev.banyan.core.routing.HostPattern;
import dev.banyan.core.routing.PathPattern;
import dev.banyan.core.routing.RouteMatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compiles {@code match}. Stateless. */
final class MatchCompiler {
  private MatchCompiler() {}

  /** The match, once for each of its hosts; null if a pattern is malformed, which is reported. */
  static @Nullable List<RouteMatch> compile(MatchDocument match, Problems problems) {
    List<HostPattern> hosts = hosts(match, problems);
    PathPattern path =
        match.path() == null ? PathPattern.ANY : parse(match.path(), PathPattern::parse, problems);
    Set<String> methods = methods(match);
    List<FieldCondition> headers = conditions(match.headers(), problems);
    List<FieldCondition> query = conditions(match.query(), problems);
    List<FieldCondition> cookies = conditions(match.cookies(), problems);
    int written = match.headers().size() + match.query().size() + match.cookies().size();
    boolean whole = headers.size() + query.size() + cookies.size() == written;
    return hosts == null || path == null || !whole
        ? null
        : hosts.stream()
            .map(host -> new RouteMatch(host, path, methods, headers, query, cookies))
            .toList();
  }

  private static @Nullable List<HostPattern> hosts(MatchDocument match, Problems problems) {
    Map<HostPattern, Located<String>> hosts = new LinkedHashMap<>();
    boolean whole = true;
    for (Located<String> written : match.hosts()) {
      HostPattern host = parse(written, HostPattern::parse, problems);
      Located<String> first = host == null ? null : hosts.putIfAbsent(host, written);
      if (first != null) {
        String message = "host: " + written.value() + " (expected: each host once)";
        problems.error(written.span(), message, null);
      }
      whole &= host != null && first == null;
    }
    if (match.hosts().isEmpty()) {
      return List.of(HostPattern.ANY);
    }
    return whole ? List.copyOf(hosts.keySet()) : null;
  }

  /** HEAD asks for what GET would answer, so it goes where GET goes. */
  private static Set<String> methods(MatchDocument match) {
    Set<String> methods = new HashSet<>();
    match.methods().forEach(method -> methods.add(method.value()));
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return methods;
  }

  private static List<FieldCondition> conditions(List<FieldDocument> fields, Problems problems) {
    List<FieldCondition> conditions = new ArrayList<>();
    for (FieldDocument field : fields) {
      FieldCondition condition = parse(field.value(), value -> condition(field, value), problems);
      if (condition != null) {
        conditions.add(condition);
      }
    }
    return conditions;
  }

  private static FieldCondition condition(FieldDocument field, String value) {
    String name = field.name().value();
    return switch (field.test()) {
      case EXACT -> FieldCondition.exact(name, value);
      case PREFIX -> FieldCondition.prefix(name, value);
      case REGEX -> FieldCondition.regex(name, value);
      case PRESENT -> FieldCondition.present(name);
      case ABSENT -> FieldCondition.absent(name);
    };
  }

  /** The core says itself, in the words of a problem, what it does not take. */
  private static <T> @Nullable T parse(
      Located<String> text, Function<String, T> parser, Problems problems) {
    try {
      return parser.apply(text.value());
    } catch (IllegalArgumentException e) {
      problems.error(text.span(), String.valueOf(e.getMessage()), null);
      return null;
    }
  }
}
