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
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compiles {@code match}. Stateless. */
final class MatchCompiler {
  private MatchCompiler() {}

  /** The match; null if a pattern is malformed, which is reported. */
  static @Nullable RouteMatch compile(MatchDocument match, Problems problems) {
    HostPattern host =
        match.host() == null ? HostPattern.ANY : parse(match.host(), HostPattern::parse, problems);
    PathPattern path =
        match.path() == null ? PathPattern.ANY : parse(match.path(), PathPattern::parse, problems);
    Set<String> methods = new HashSet<>();
    match.methods().forEach(method -> methods.add(method.value()));
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    List<FieldCondition> headers = conditions(match.headers(), problems);
    List<FieldCondition> query = conditions(match.query(), problems);
    List<FieldCondition> cookies = conditions(match.cookies(), problems);
    int written = match.headers().size() + match.query().size() + match.cookies().size();
    boolean whole = headers.size() + query.size() + cookies.size() == written;
    return host == null || path == null || !whole
        ? null
        : new RouteMatch(host, path, methods, headers, query, cookies);
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
