package dev.banyan.config.document;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code backends} as written, as a mapping or as a URL alone. Immutable.
 *
 * @param urls of {@code url} or {@code urls}; without those that could not be read
 * @param host {@code keep} or {@code rewrite}
 * @param connectionAuth {@code direct} or {@code always}
 * @param reuse {@code safe}, {@code always} or {@code never}
 * @param resolve {@code ttl} or {@code never}
 * @param lenient what may be odd; null if not written
 */
public record BackendDocument(
    Located<String> name,
    List<Located<UrlDocument>> urls,
    @Nullable Located<String> host,
    @Nullable Located<Duration> connectTimeout,
    @Nullable Located<Duration> pendingTimeout,
    @Nullable Located<Duration> timeout,
    @Nullable Located<Duration> idleTimeout,
    @Nullable Located<Duration> streamIdle,
    @Nullable Located<Integer> maxConnections,
    @Nullable Located<Integer> maxPending,
    @Nullable Located<String> connectionAuth,
    @Nullable Located<String> reuse,
    @Nullable Located<String> resolve,
    @Nullable List<Located<String>> lenient,
    @Nullable TlsDocument tls,
    HealthDocument health) {

  /** Copies the lists. */
  public BackendDocument {
    urls = List.copyOf(urls);
    lenient = lenient == null ? null : List.copyOf(lenient);
  }
}
