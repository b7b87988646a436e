package dev.banyan.server.telemetry;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A format that metrics are written in. */
public enum TextFormat {
  PROMETHEUS("text/plain; version=0.0.4; charset=utf-8"),
  OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

  private final String contentType;

  TextFormat(String contentType) {
    this.contentType = contentType;
  }

  /** The format for a request's {@code Accept}: OpenMetrics if it names it, else Prometheus's. */
  public static TextFormat accepted(@Nullable String accept) {
    boolean open =
        accept != null && accept.toLowerCase(Locale.ROOT).contains("application/openmetrics-text");
    return open ? OPEN_METRICS : PROMETHEUS;
  }

  /** The media type. */
  public String contentType() {
    return contentType;
  }
}
