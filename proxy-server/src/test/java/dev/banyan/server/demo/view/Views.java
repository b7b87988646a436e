package dev.banyan.server.demo.view;

import dev.banyan.core.resilience.BreakerState;
import dev.banyan.core.split.Split;
import dev.banyan.server.demo.shop.Fault;
import dev.banyan.server.demo.view.DemoView.Event;
import dev.banyan.server.demo.view.DemoView.Places;
import dev.banyan.server.demo.view.DemoView.Tone;
import dev.banyan.server.demo.view.RouteRow.SideFigures;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Views for tests. */
final class Views {
  private static final SideFigures SOME = new SideFigures(12.34, 9.12, 104.9);

  private Views() {}

  static List<RouteRow> rows() {
    Split half = new Split(5_000, 5_000);
    return List.of(
        row("catalog", half, 0.498, SOME, SideFigures.NONE, BreakerState.OPEN, 23, 0),
        row("checkout", new Split(5_000, 1_250), 0.3, SOME, SOME, BreakerState.HALF_OPEN, 2, 3),
        row("a-route-with-a-long-name", half, 1, SOME, SOME, BreakerState.CLOSED, 0, 0),
        new RouteRow(
            "unmatched",
            Split.NONE,
            false,
            false,
            Double.NaN,
            SOME,
            SideFigures.NONE,
            null,
            0,
            0,
            0));
  }

  static DemoView view(@Nullable Fault fault, int events) {
    List<Event> all =
        java.util.stream.IntStream.range(0, events)
            .mapToObj(number -> new Event(Duration.ofSeconds(number), Tone.GOOD, "event " + number))
            .toList();
    return new DemoView(
        Duration.ofSeconds(83),
        rows(),
        1,
        fault,
        Duration.ofSeconds(4),
        12_345,
        3,
        0,
        0,
        new Places(
            "http://127.0.0.1:8080",
            "http://127.0.0.1:9900",
            "http://127.0.0.1:40123",
            "/tmp/banyan-demo-1/routes.yaml"),
        all);
  }

  private static RouteRow row(
      String name,
      Split split,
      double observed,
      SideFigures legacy,
      SideFigures fresh,
      BreakerState breaker,
      long fallbacks,
      long allowed) {
    return new RouteRow(
        name, split, true, false, observed, legacy, fresh, breaker, fallbacks, allowed, 0);
  }
}
