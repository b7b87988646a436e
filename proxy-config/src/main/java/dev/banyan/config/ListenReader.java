package dev.banyan.config;

import dev.banyan.config.YamlValue.Mapping;
import dev.banyan.config.YamlValue.Scalar;
import dev.banyan.config.YamlValue.Sequence;
import dev.banyan.config.document.AdminDocument;
import dev.banyan.config.document.ListenDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads {@code listen} and {@code admin}. Confined to one load. */
final class ListenReader {
  private static final String OFF = "off";

  private final Problems problems;
  private final ScalarReader scalars;

  ListenReader(Problems problems, ScalarReader scalars) {
    this.problems = problems;
    this.scalars = scalars;
  }

  /** The entries of {@code listen}, which may be one without a list. */
  List<ListenDocument> all(YamlValue value, Span keyAt) {
    List<YamlValue> items = value instanceof Sequence list ? list.items() : List.of(value);
    if (items.isEmpty()) {
      scalars.refuse("listen", value, keyAt, "one address or more", null);
    }
    List<ListenDocument> listens = new ArrayList<>();
    for (YamlValue item : items) {
      ListenDocument listen =
          item instanceof Mapping mapping ? listen(mapping) : shorthand("listen", item, keyAt);
      if (listen != null) {
        listens.add(listen);
      }
    }
    return listens;
  }

  /** {@code admin}, or null if it is absent or unreadable. */
  @Nullable AdminDocument admin(MappingReader table) {
    YamlValue value = table.value(TableKeys.ADMIN);
    if (value == null) {
      return null;
    }
    if (value instanceof Scalar word && word.text().equals(OFF)) {
      return new AdminDocument(word.span(), true, null, null, List.of(), null);
    }
    if (value instanceof Mapping mapping) {
      MappingReader admin = new MappingReader(mapping, ListenKeys.ADMIN, problems, scalars);
      return new AdminDocument(
          mapping.head(),
          false,
          admin.scalar(ListenKeys.ADMIN_HOST),
          admin.scalar(ListenKeys.ADMIN_PORT),
          Objects.requireNonNullElse(admin.list(ListenKeys.ADMIN_HOSTS), List.of()),
          admin.scalar(ListenKeys.ADMIN_TOKEN_FILE));
    }
    ListenDocument listen = shorthand("admin", value, table.keyAt(TableKeys.ADMIN));
    return listen == null
        ? null
        : new AdminDocument(listen.span(), false, listen.host(), listen.port(), List.of(), null);
  }

  private ListenDocument listen(Mapping mapping) {
    MappingReader listen = new MappingReader(mapping, ListenKeys.LISTEN, problems, scalars);
    listen.require(ListenKeys.PORT, "add `port: 8080`");
    return new ListenDocument(
        mapping.head(), listen.scalar(ListenKeys.HOST), listen.scalar(ListenKeys.PORT));
  }

  /** Reads {@code 8080} or {@code 127.0.0.1:8080}. */
  private @Nullable ListenDocument shorthand(String name, YamlValue value, Span keyAt) {
    String text = value instanceof Scalar word ? word.text() : "";
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    Integer port = ListenKeys.PORT.scalar().read(text.substring(colon + 1)).value();
    String hostRead = isHalf(host, colon) ? null : readHost(host);
    if (port == null || hostRead == null) {
      boolean admin = name.equals("admin");
      String expected = "a port, or an address such as 127.0.0.1:8080" + (admin ? ", or off" : "");
      String help = admin ? Suggestions.question(text, List.of(OFF)) : null;
      scalars.refuse(name, value, keyAt, expected, help);
      return null;
    }
    Span span = value.span();
    Located<String> at = colon < 0 ? null : new Located<>(hostRead, span);
    return new ListenDocument(span, at, new Located<>(port, span));
  }

  /** Whether the host is empty, or an IPv6 address without brackets. */
  private static boolean isHalf(String host, int colon) {
    return colon == 0 || (host.indexOf(':') >= 0 && !host.endsWith("]"));
  }

  /** A host; empty for all addresses, null if it is none. */
  private static @Nullable String readHost(String host) {
    return host.isEmpty() ? host : Hosts.INSTANCE.read(host).value();
  }
}
