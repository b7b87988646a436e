package dev.banyan.server.backend;

import dev.banyan.core.backend.HealthCheckSpec;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;
import dev.banyan.server.transport.Alarm;
import dev.banyan.server.transport.LoopContext;
import dev.banyan.server.transport.Timers;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks one endpoint again and again whether it is well, one question at a time, each on a
 * connection of its own that is opened like all others. It counts for no bound of the backend.
 * Confined to the event loop that watches the backend.
 */
final class HealthCheck {
  private static final HeadLimits LIMITS = new HeadLimits(8 << 10, 16 << 10, 10);
  private static final HeaderEdits CLOSE = HeaderEdits.builder().add("Connection", "close").build();

  private final HealthCheckSpec spec;
  private final LiveEndpoint endpoint;
  private final LoopContext loop;
  private final Timers timers;
  private final Consumer<CheckResult> told;
  private final RequestHead head;
  private final Alarm alarm;
  private Connector connector;
  private @Nullable HealthProbe running;
  private @Nullable HealthProbe last;
  private long startedNanos;
  private long askedNanos;

  /**
   * A check that has not begun.
   *
   * @param told is told of each result
   */
  HealthCheck(
      HealthCheckSpec spec,
      LiveEndpoint endpoint,
      Connector connector,
      LoopContext loop,
      Consumer<CheckResult> told) {
    this.spec = spec;
    this.endpoint = endpoint;
    this.connector = connector;
    this.loop = loop;
    this.timers = loop.timers();
    this.told = told;
    this.head = head(spec, endpoint);
    this.alarm = timers.alarm(this::rang);
  }

  private static RequestHead head(HealthCheckSpec spec, LiveEndpoint endpoint) {
    String host = spec.host() == null ? endpoint.name() : bracketed(spec.host());
    String fields = "Host: " + host + "\r\nUser-Agent: banyan-health-check\r\n\r\n";
    byte[] bytes = Ascii.bytes("GET " + spec.path() + " HTTP/1.1\r\n" + fields);
    return Objects.requireNonNull(new HeadParser(LIMITS).parseRequest(bytes, bytes.length));
  }

  private static String bracketed(String host) {
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }

  HealthCheckSpec spec() {
    return spec;
  }

  /** Opens connections as another table says from now on. */
  void connector(Connector next) {
    connector = next;
  }

  /** Begins after a delay. */
  void start(long delayNanos) {
    alarm.at(timers.nanos() + delayNanos);
  }

  /** Asks no more; nobody is told any more. */
  void stop() {
    alarm.end();
    if (running != null) {
      running.abandon();
      running = null;
    }
  }

  /** While this loop stands still, an answer may lie unread, or the endpoint have stood too. */
  private void rang() {
    long left = askedNanos + spec.timeout().toNanos() - timers.runningNanos();
    if (running != null && left > 0) {
      alarm.at(timers.nanos() + left);
    } else if (running != null) {
      running.abandon();
      done(CheckResult.TIMEOUT);
    } else {
      ask();
    }
  }

  private void ask() {
    startedNanos = timers.nanos();
    if (last != null && last.dialing()) {
      // There is one connection at a time, however slowly it fails to open.
      done(CheckResult.TIMEOUT);
      return;
    }
    HealthProbe probe = new HealthProbe(endpoint, loop, spec.status(), this::done);
    running = probe;
    last = probe;
    askedNanos = timers.runningNanos();
    alarm.at(startedNanos + spec.timeout().toNanos());
    if (endpoint.known()) {
      probe.begin(connector, head, CLOSE);
    } else {
      done(CheckResult.CONNECT_FAILED);
    }
  }

  private void done(CheckResult result) {
    running = null;
    alarm.at(startedNanos + spec.every().toNanos());
    told.accept(result);
  }
}
