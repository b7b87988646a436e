package dev.banyan.config;

import dev.banyan.config.YamlValue.Entry;
import dev.banyan.config.YamlValue.Mapping;
import dev.banyan.config.YamlValue.Sequence;
import dev.banyan.config.document.HeadersDocument;
import dev.banyan.config.document.HeadersDocument.Edits;
import dev.banyan.config.document.HeadersDocument.Value;
import dev.banyan.config.document.Located;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code headers} of a route. Confined to one load. */
final class HeadersReader {
  private static final Tokens NAMES = new Tokens("header name");
  private static final Texts VALUES = new Texts("template", 1_024);

  private final ScalarReader scalars;

  HeadersReader(ScalarReader scalars) {
    this.scalars = scalars;
  }

  /** The changes of a route, or null if they are absent or no mapping. */
  @Nullable HeadersDocument read(MappingReader route) {
    MappingReader headers = route.mapping(ActionKeys.HEADERS, ActionKeys.ALL_HEADERS);
    return headers == null
        ? null
        : new HeadersDocument(
            headers.section(),
            edits(headers, ActionKeys.REQUEST),
            edits(headers, ActionKeys.RESPONSE));
  }

  private Edits edits(MappingReader headers, Key<Void> key) {
    MappingReader edits = headers.mapping(key, ActionKeys.EDITS);
    if (edits == null) {
      return Edits.NONE;
    }
    List<Located<String>> removed = edits.list(ActionKeys.REMOVE);
    return new Edits(
        values(edits, ActionKeys.SET),
        values(edits, ActionKeys.ADD),
        removed == null ? List.of() : removed);
  }

  private List<Value> values(MappingReader edits, Key<Void> key) {
    YamlValue value = edits.value(key);
    List<Value> values = new ArrayList<>();
    if (value instanceof Mapping mapping) {
      for (Entry entry : mapping.entries().values()) {
        Located<String> name = scalars.scalar(key.name(), entry.key().span(), entry.key(), NAMES);
        if (name != null) {
          addAll(name, entry.value(), key, values);
        }
      }
    } else if (value != null) {
      String expected = "names with values, such as `X-Tenant: \"{id}\"`";
      scalars.refuse(key.name(), value, edits.keyAt(key), expected, null);
    }
    return values;
  }

  private void addAll(Located<String> name, YamlValue value, Key<Void> key, List<Value> values) {
    boolean several = value instanceof Sequence && key.equals(ActionKeys.ADD);
    List<Located<String>> texts = new ArrayList<>();
    if (value instanceof Sequence && !several) {
      String help = "`add` takes several: `add: { " + name.value() + ": [a, b] }`";
      scalars.refuse(name.value(), value, name.span(), "one value", help);
    } else if (several) {
      texts.addAll(scalars.list(name.value(), name.span(), value, VALUES));
    } else {
      Located<String> text = scalars.scalar(name.value(), name.span(), value, VALUES);
      if (text != null) {
        texts.add(text);
      }
    }
    texts.forEach(text -> values.add(new Value(name, text)));
  }
}
