package dev.banyan.config;

import dev.banyan.config.document.HeadersDocument;
import dev.banyan.config.document.HeadersDocument.Edits;
import dev.banyan.config.document.HeadersDocument.Value;
import dev.banyan.config.document.Located;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Completes the {@code headers} of a route by those of {@code defaults}. Stateless. */
final class HeaderDefaults {
  private HeaderDefaults() {}

  /**
   * The changes of a route, and those of the defaults for names that the route does not name.
   *
   * @param ofResponses whether the defaults count for responses alone
   */
  static @Nullable HeadersDocument merge(
      @Nullable HeadersDocument own, @Nullable HeadersDocument defaults, boolean ofResponses) {
    if (defaults == null) {
      return own;
    }
    Edits request = own == null ? Edits.NONE : own.request();
    Edits response = own == null ? Edits.NONE : own.response();
    return new HeadersDocument(
        own == null ? defaults.section() : own.section(),
        ofResponses ? request : merge(request, defaults.request()),
        merge(response, defaults.response()));
  }

  private static Edits merge(Edits own, Edits defaults) {
    Set<String> named = new HashSet<>();
    own.remove().forEach(name -> named.add(lower(name)));
    Stream.concat(own.set().stream(), own.add().stream())
        .forEach(field -> named.add(lower(field.name())));
    return new Edits(
        merge(own.set(), defaults.set(), named),
        merge(own.add(), defaults.add(), named),
        Stream.concat(
                defaults.remove().stream().filter(name -> !named.contains(lower(name))),
                own.remove().stream())
            .toList());
  }

  private static List<Value> merge(List<Value> own, List<Value> defaults, Set<String> named) {
    return Stream.concat(
            defaults.stream().filter(field -> !named.contains(lower(field.name()))), own.stream())
        .toList();
  }

  private static String lower(Located<String> name) {
    return name.value().toLowerCase(Locale.ROOT);
  }
}
