package dev.banyan.server.control;

import dev.banyan.server.telemetry.Gauges;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Shows which table is in force, and what came of reloads. Confined to the control thread. */
final class TableMeters {
  private static final double MILLIS_PER_SECOND = 1e3;

  private final Gauges gauges;
  private final LongAdder applied = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private volatile Instant since;
  private volatile boolean lastOk = true;
  private Gauges.@Nullable Registration info;

  /** Meters of a table that is in force since {@code start}. */
  TableMeters(Gauges gauges, String digest, Instant start) {
    this.gauges = gauges;
    this.since = start;
    reloads("ok", applied);
    reloads("rejected", rejected);
    gauges.gauge(
        "banyan_last_reload_ok",
        "0 while the last edit of the route table is refused, else 1.",
        () -> lastOk ? 1 : 0);
    gauges.gauge(
        "banyan_table_loaded_timestamp_seconds",
        "When the route table in force took effect, in seconds since 1970.",
        () -> since.toEpochMilli() / MILLIS_PER_SECOND);
    inForce(digest, start);
  }

  private void reloads(String result, LongAdder count) {
    gauges.counter(
        "banyan_reloads",
        "Reloads of the route table: ok, or rejected so that the one before it stays.",
        count::sum,
        "result",
        result);
  }

  /** Another table has taken effect. */
  void inForce(String digest, Instant at) {
    since = at;
    if (info != null) {
      info.close();
    }
    info =
        gauges.gauge(
            "banyan_table_in_force",
            "1 for the digest of the route table in force, the SHA-256 of its text.",
            () -> 1,
            "digest",
            digest);
  }

  /** A reload has come to its end. */
  void reloaded(boolean ok) {
    lastOk = ok;
    (ok ? applied : rejected).increment();
  }
}
