package dev.banyan.config;

import dev.banyan.config.document.FallbackDocument;
import dev.banyan.config.document.Located;
import dev.banyan.core.http.HttpMethod;
import dev.banyan.core.resilience.FallbackSpec;
import dev.banyan.core.resilience.StatusSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles {@code fallback}. Stateless. */
final class FallbackCompiler {
  private FallbackCompiler() {}

  static FallbackSpec compile(@Nullable FallbackDocument fallback) {
    if (fallback == null) {
      return FallbackSpec.DEFAULT;
    }
    return new FallbackSpec(
        !fallback.off(),
        StatusCompiler.compile(fallback.on(), StatusSet.DEFAULT_FALLBACK),
        methods(fallback.methods()),
        FallbackKeys.IDEMPOTENCY_KEY.valueOr(fallback.idempotencyKey()),
        Math.toIntExact(FallbackKeys.BODY.valueOr(fallback.body())));
  }

  private static Set<HttpMethod> methods(@Nullable List<Located<String>> written) {
    Set<HttpMethod> methods = EnumSet.noneOf(HttpMethod.class);
    if (written != null) {
      written.forEach(method -> methods.add(HttpMethod.valueOf(method.value())));
    }
    return methods;
  }
}
