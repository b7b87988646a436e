package dev.banyan.config;

import dev.banyan.config.YamlValue.Entry;
import dev.banyan.config.YamlValue.Mapping;
import dev.banyan.config.YamlValue.Scalar;
import dev.banyan.config.YamlValue.Sequence;
import dev.banyan.config.document.FieldDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.MatchDocument;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code match}. Confined to one load. */
final class MatchReader {
  private static final Tokens HEADER_NAMES = new Tokens("header name");
  private static final Tokens COOKIE_NAMES = new Tokens("cookie name");
  private static final Texts QUERY_NAMES = new Texts("parameter name", 256);

  private final Problems problems;
  private final ScalarReader scalars;

  MatchReader(Problems problems, ScalarReader scalars) {
    this.problems = problems;
    this.scalars = scalars;
  }

  /** The match of a route, or null if it is absent or no mapping. */
  @Nullable MatchDocument read(MappingReader route) {
    int before = problems.count();
    MappingReader match = route.mapping(RouteKeys.MATCH, MatchKeys.ALL);
    if (match == null) {
      return null;
    }
    List<Located<String>> hosts = hosts(match);
    Located<String> path = match.scalar(MatchKeys.PATH);
    List<Located<String>> methods = match.list(MatchKeys.METHODS);
    List<FieldDocument> headers = conditions(match, MatchKeys.HEADERS, HEADER_NAMES);
    List<FieldDocument> query = conditions(match, MatchKeys.QUERY, QUERY_NAMES);
    List<FieldDocument> cookies = conditions(match, MatchKeys.COOKIES, COOKIE_NAMES);
    boolean readable = problems.count() == before;
    return new MatchDocument(
        match.section(),
        readable,
        hosts,
        path,
        methods == null ? List.of() : methods,
        headers,
        query,
        cookies);
  }

  private List<Located<String>> hosts(MappingReader match) {
    List<Located<String>> hosts = match.list(MatchKeys.HOST);
    if (hosts != null && hosts.isEmpty() && match.value(MatchKeys.HOST) instanceof Sequence list) {
      String help = "leave it out to take every host";
      scalars.refuse("host", list, list.head(), "one host pattern or more", help);
    }
    return hosts == null ? List.of() : hosts;
  }

  private List<FieldDocument> conditions(
      MappingReader match, Key<Void> key, ScalarType<String> names) {
    YamlValue value = match.value(key);
    List<FieldDocument> conditions = new ArrayList<>();
    if (value instanceof Mapping mapping) {
      for (Entry entry : mapping.entries().values()) {
        Located<String> name = scalars.scalar(key.name(), entry.key().span(), entry.key(), names);
        FieldDocument condition = name == null ? null : condition(key, name, entry.value());
        if (condition != null) {
          conditions.add(condition);
        }
      }
    } else if (value != null) {
      String example = key.equals(MatchKeys.HEADERS) ? "X-Beta: yes" : "beta: yes";
      String expected = "names with values, such as `" + example + "`";
      scalars.refuse(key.name(), value, match.keyAt(key), expected, null);
    }
    return conditions;
  }

  private @Nullable FieldDocument condition(Key<Void> kind, Located<String> name, YamlValue value) {
    if (value instanceof Scalar) {
      Located<String> exact =
          scalars.scalar(name.value(), name.span(), value, MatchKeys.EXACT.scalar());
      return exact == null ? null : new FieldDocument(name, FieldDocument.Test.EXACT, exact);
    }
    if (!(value instanceof Mapping mapping)) {
      String expected = "a value, or a mapping with `prefix`, `regex` or `present`";
      scalars.refuse(name.value(), value, name.span(), expected, null);
      return null;
    }
    MappingReader reader = new MappingReader(mapping, MatchKeys.condition(kind), problems, scalars);
    if (reader.section().keys().size() != 1) {
      String message = name.value() + ": " + reader.section().keys().size() + " tests";
      String expected = " (expected: one of exact, prefix, regex and present)";
      problems.error(mapping.head(), message + expected, null);
    }
    return test(name, reader);
  }

  private @Nullable FieldDocument test(Located<String> name, MappingReader reader) {
    Located<String> exact = reader.scalar(MatchKeys.EXACT);
    if (exact != null) {
      return new FieldDocument(name, FieldDocument.Test.EXACT, exact);
    }
    Located<String> prefix = reader.scalar(MatchKeys.PREFIX);
    if (prefix != null) {
      return new FieldDocument(name, FieldDocument.Test.PREFIX, prefix);
    }
    Located<String> regex = reader.scalar(MatchKeys.REGEX);
    if (regex != null) {
      return new FieldDocument(name, FieldDocument.Test.REGEX, regex);
    }
    Located<Boolean> present = reader.scalar(MatchKeys.PRESENT);
    if (present == null) {
      return null;
    }
    FieldDocument.Test test =
        present.value() ? FieldDocument.Test.PRESENT : FieldDocument.Test.ABSENT;
    return new FieldDocument(name, test, new Located<>("", present.span()));
  }
}
