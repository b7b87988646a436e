package dev.banyan.server.boot;

import dev.banyan.server.telemetry.MetricsText;
import dev.banyan.server.telemetry.Telemetry;
import dev.banyan.server.telemetry.TextFormat;
import dev.banyan.server.transport.EventLoops;
import dev.banyan.server.transport.LoopContext;
import dev.banyan.testkit.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LagProbeTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String COUNT = "banyan_event_loop_lag_seconds_count{loop=\"0\"}";
  private static final String SUM = "banyan_event_loop_lag_seconds_sum{loop=\"0\"}";
  private static final String QUARTER =
      "banyan_event_loop_lag_seconds_bucket{le=\"0.25\",loop=\"0\"}";

  private final Telemetry telemetry = new Telemetry(10);
  private final EventLoops loops = EventLoops.start(1);

  @AfterEach
  void stop() {
    loops.stop().awaitUninterruptibly();
    telemetry.close();
  }

  @Test
  void aLoopThatIsHeldUpIsSeen() {
    LoopContext loop = loops.contexts().get(0);
    LagProbe.start(loop, telemetry.newLag(0));
    Await.until("it is measured", SOON, () -> scrape().has(COUNT));
    double before = timesLate();

    loop.loop().execute(LagProbeTest::spin);

    Await.until("the lag is seen", SOON, () -> timesLate() > before);
    Await.until("and how long it was", SOON, () -> scrape().value(SUM) > 0.25);
  }

  @Test
  void aLoopThatStandsStillIsLateForAllThatWasDueMeanwhile() {
    LoopContext loop = loops.contexts().get(0);
    LagProbe.start(loop, telemetry.newLag(0));
    Await.until("it is measured", SOON, () -> scrape().has(COUNT));
    double before = timesLate();

    loop.loop().execute(LagProbeTest::spin);

    Await.until("each tenth of a second counts", SOON, () -> timesLate() >= before + 3);
  }

  /** How often the loop was late by more than a quarter of a second, by one scrape. */
  private double timesLate() {
    MetricsText now = scrape();
    return now.value(COUNT) - now.value(QUARTER);
  }

  /** Long enough to be late by a quarter of a second, whenever the probe is due. */
  private static void spin() {
    long end = System.nanoTime() + Duration.ofMillis(600).toNanos();
    for (long now = System.nanoTime(); now - end < 0; ) {
      now = System.nanoTime();
    }
  }

  private MetricsText scrape() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      telemetry.scrape(TextFormat.PROMETHEUS, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return MetricsText.parse(out.toString(StandardCharsets.UTF_8));
  }
}
