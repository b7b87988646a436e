package dev.banyan.config;

import dev.banyan.config.YamlValue.Mapping;
import dev.banyan.config.YamlValue.Scalar;
import dev.banyan.config.YamlValue.Sequence;
import dev.banyan.config.document.IssueDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.Span;
import dev.banyan.config.document.StickyDocument;
import dev.banyan.config.document.StickyDocument.ClientIp;
import dev.banyan.config.document.StickyDocument.Cookie;
import dev.banyan.config.document.StickyDocument.Header;
import dev.banyan.config.document.StickyDocument.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code sticky}. Confined to one load. */
final class StickyReader {
  private static final int MOST_SOURCES = 8;
  private static final String EXPECTED = "one of cookie, header and client-ip";

  private final Problems problems;
  private final ScalarReader scalars;
  private final IssueReader issues;

  StickyReader(Problems problems, ScalarReader scalars) {
    this.problems = problems;
    this.scalars = scalars;
    this.issues = new IssueReader(problems);
  }

  /** The stickiness of a route, or null if it is absent. */
  @Nullable StickyDocument read(MappingReader route) {
    YamlValue value = route.value(RouteKeys.STICKY);
    if (value == null) {
      return null;
    }
    List<YamlValue> items = value instanceof Sequence list ? list.items() : List.of(value);
    if (items.isEmpty() || items.size() > MOST_SOURCES) {
      String expected = "1 to " + MOST_SOURCES + " of cookie, header and client-ip";
      String message = "sticky: " + items.size() + " items (expected: " + expected + ")";
      problems.error(value.head(), message, null);
      return null;
    }
    List<Source> sources = new ArrayList<>();
    List<Located<String>> salts = new ArrayList<>();
    items.forEach(item -> item(item, route.keyAt(RouteKeys.STICKY), sources, salts));
    refuseSecond("salt", salts.stream().map(Located::span).toList());
    refuseSecond("issue: true", issued(sources));
    return new StickyDocument(value.head(), sources, salts.isEmpty() ? null : salts.get(0));
  }

  private void item(
      YamlValue value, Span keyAt, List<Source> sources, List<Located<String>> salts) {
    if (value instanceof Mapping mapping) {
      MappingReader item = new MappingReader(mapping, StickyKeys.ALL, problems, scalars);
      checkKeys(item);
      add(sources, source(item));
      add(salts, item.scalar(StickyKeys.SALT));
    } else {
      String word = value instanceof Scalar scalar ? scalar.text() : "";
      if (word.equals(StickyKeys.CLIENT_IP_WORD)) {
        sources.add(new ClientIp(new Located<>(word, value.span())));
      } else {
        String help = Suggestions.question(word, List.of(StickyKeys.CLIENT_IP_WORD));
        String expected = "client-ip, or a mapping such as { cookie: NAME }";
        scalars.refuse("sticky", value, keyAt, expected, help);
      }
    }
  }

  private void checkKeys(MappingReader item) {
    long count =
        List.of(StickyKeys.COOKIE, StickyKeys.HEADER, StickyKeys.CLIENT_IP).stream()
            .filter(item::has)
            .count();
    if (count == 0) {
      String message = "sticky: nothing to go by (expected: " + EXPECTED + ")";
      problems.error(item.section().head(), message, null);
    } else if (count > 1) {
      String help = "write a list to take the first that is present";
      String message = "sticky: " + count + " sources (expected: " + EXPECTED + ")";
      problems.error(item.section().head(), message, help);
    } else if (item.has(StickyKeys.ISSUE) && !item.has(StickyKeys.COOKIE)) {
      String message = "`issue` without `cookie` (expected: a cookie to set)";
      problems.error(item.keyAt(StickyKeys.ISSUE), message, null);
    }
  }

  private @Nullable Source source(MappingReader item) {
    Located<String> cookie = item.scalar(StickyKeys.COOKIE);
    Located<Boolean> issue = item.scalar(StickyKeys.ISSUE);
    Located<String> header = item.scalar(StickyKeys.HEADER);
    Located<Boolean> clientIp = item.scalar(StickyKeys.CLIENT_IP);
    if (clientIp != null && !clientIp.value()) {
      problems.error(clientIp.span(), "client-ip: false (expected: true, or no such key)", null);
    }
    IssueDocument attributes = issues.read(item, cookie, issue != null && issue.value());
    if (cookie != null) {
      return new Cookie(cookie, issue, attributes);
    }
    if (header != null) {
      return new Header(header);
    }
    return clientIp == null
        ? null
        : new ClientIp(new Located<>(StickyKeys.CLIENT_IP_WORD, clientIp.span()));
  }

  private static List<Span> issued(List<Source> sources) {
    List<Span> issued = new ArrayList<>();
    for (Source source : sources) {
      if (source instanceof Cookie cookie && cookie.issue() != null && cookie.issue().value()) {
        issued.add(cookie.issue().span());
      }
    }
    return issued;
  }

  private void refuseSecond(String what, List<Span> places) {
    if (places.size() > 1) {
      problems.error(places.get(1), "a second `" + what + "` in a list (expected: one)", null);
    }
  }

  private static <T> void add(List<T> list, @Nullable T value) {
    if (value != null) {
      list.add(value);
    }
  }
}
