package dev.banyan.config;

import dev.banyan.config.YamlValue.Mapping;
import dev.banyan.config.document.AccessLogDocument;
import dev.banyan.config.document.Located;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads {@code access-log}, and says what it means. Stateless. */
final class AccessLogReader {
  private static final AccessLogDocument STANDARD = new AccessLogDocument(null, null);

  private AccessLogReader() {}

  /** {@code access-log}, or null if it is absent. */
  static @Nullable AccessLogDocument read(
      MappingReader table, Problems problems, ScalarReader scalars) {
    YamlValue value = table.value(TableKeys.ACCESS_LOG);
    if (value == null) {
      return null;
    }
    if (value instanceof Mapping mapping) {
      MappingReader log = new MappingReader(mapping, AccessLogKeys.ALL, problems, scalars);
      return new AccessLogDocument(log.scalar(AccessLogKeys.TO), log.scalar(AccessLogKeys.QUERY));
    }
    String name = TableKeys.ACCESS_LOG.name();
    Located<String> target =
        scalars.scalar(name, table.keyAt(TableKeys.ACCESS_LOG), value, AccessLogs.INSTANCE);
    return new AccessLogDocument(target, null);
  }

  /** What a table without problems says. */
  static AccessLogSpec compile(@Nullable AccessLogDocument written) {
    AccessLogDocument log = written == null ? STANDARD : written;
    return new AccessLogSpec(
        target(AccessLogKeys.TO.valueOr(log.to())), AccessLogKeys.QUERY.valueOr(log.query()));
  }

  private static AccessLogSpec.Target target(String target) {
    return switch (target) {
      case "on" -> new AccessLogSpec.StandardOutput();
      case "off" -> new AccessLogSpec.Off();
      default -> new AccessLogSpec.File(Path.of(target));
    };
  }
}
