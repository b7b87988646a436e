package dev.banyan.config;

import dev.banyan.config.YamlValue.Entry;
import dev.banyan.config.YamlValue.Mapping;
import dev.banyan.config.document.ErrorsDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.StatusRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code errors}. Confined to one load. */
final class ErrorsReader {
  private static final String EXPECTED = "a mapping with keys such as `html` or `json`";

  private final Problems problems;
  private final ScalarReader scalars;

  ErrorsReader(Problems problems, ScalarReader scalars) {
    this.problems = problems;
    this.scalars = scalars;
  }

  /** The pages, or null if there are none. */
  @Nullable ErrorsDocument read(MappingReader table) {
    YamlValue value = table.value(TableKeys.ERRORS);
    if (value instanceof Mapping mapping) {
      return errors(mapping);
    }
    if (value != null) {
      scalars.refuse("errors", value, table.keyAt(TableKeys.ERRORS), EXPECTED, null);
    }
    return null;
  }

  private ErrorsDocument errors(Mapping mapping) {
    Map<String, Entry> named = new LinkedHashMap<>();
    List<ErrorsDocument.Pages> statuses = new ArrayList<>();
    for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
      if (!isNumber(entry.getKey())) {
        named.put(entry.getKey(), entry.getValue());
        continue;
      }
      ErrorsDocument.Pages pages = pages(entry.getValue());
      if (pages != null) {
        statuses.add(pages);
      }
    }
    Mapping rest = new Mapping(named, mapping.inBraces(), mapping.span(), mapping.head());
    MappingReader errors = new MappingReader(rest, ErrorsKeys.ALL, problems, scalars);
    return new ErrorsDocument(
        errors.scalar(ErrorsKeys.HTML), errors.scalar(ErrorsKeys.JSON), statuses);
  }

  /** Whether a key is meant as a status. */
  private static boolean isNumber(String key) {
    return !key.isEmpty() && key.charAt(0) >= '0' && key.charAt(0) <= '9';
  }

  private ErrorsDocument.@Nullable Pages pages(Entry entry) {
    YamlValue.Scalar key = entry.key();
    Located<StatusRange> status = scalars.scalar("errors", key.span(), key, Statuses.INSTANCE);
    if (status == null) {
      return null;
    }
    if (!(entry.value() instanceof Mapping mapping)) {
      scalars.refuse(key.text(), entry.value(), key.span(), EXPECTED, null);
      return null;
    }
    MappingReader pages = new MappingReader(mapping, ErrorsKeys.OF_STATUS, problems, scalars);
    return new ErrorsDocument.Pages(
        status, pages.scalar(ErrorsKeys.HTML), pages.scalar(ErrorsKeys.JSON));
  }
}
