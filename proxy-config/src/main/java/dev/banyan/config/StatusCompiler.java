package dev.banyan.config;

import dev.banyan.config.document.Located;
import dev.banyan.config.document.StatusRange;
import dev.banyan.core.resilience.StatusSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles lists of statuses. Stateless. */
final class StatusCompiler {
  private StatusCompiler() {}

  /** All statuses of the ranges, or {@code otherwise} if none were written. */
  static StatusSet compile(@Nullable List<Located<StatusRange>> ranges, StatusSet otherwise) {
    if (ranges == null) {
      return otherwise;
    }
    StatusSet statuses = StatusSet.of();
    for (Located<StatusRange> range : ranges) {
      statuses = statuses.with(StatusSet.range(range.value().first(), range.value().last()));
    }
    return statuses;
  }
}
