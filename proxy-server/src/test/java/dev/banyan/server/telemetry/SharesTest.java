package dev.banyan.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.Split;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SharesTest {
  private final RouteDirectory directory = new RouteDirectory(10);
  private final TrafficWindow window = new TrafficWindow(directory, 0);
  private final Shares shares = new Shares(directory, window);
  private final LoopMeters loop = new LoopMeters(directory);

  private Map<String, Double> gauges() {
    FamilyValues values = new FamilyValues();
    shares.collect(values);
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(values::snapshots);
    Map<String, Double> all = new TreeMap<>();
    for (MetricSnapshot snapshot : registry.scrape()) {
      for (GaugeSnapshot.GaugeDataPointSnapshot point :
          ((GaugeSnapshot) snapshot).getDataPoints()) {
        all.put(
            snapshot.getMetadata().getName().replaceAll("banyan_share_|_ratio", "")
                + " "
                + point.getLabels().get("route")
                + " "
                + point.getLabels().get("kind"),
            point.getValue());
      }
    }
    return all;
  }

  private void planned(RoutePolicy policy, Side side, String method, int times) {
    for (int i = 0; i < times; i++) {
      loop.ended(Sample.answered(method, Sample.plan(0, policy, side), Duration.ofMillis(1)));
    }
  }

  @Test
  void wantedStandsBesideObserved() {
    RoutePolicy orders = Sample.policy("orders", new Split(2_500, 1), false);
    shares.serve(List.of(orders, Sample.policy("idle")));
    planned(orders, Side.NEW, "GET", 3);
    planned(orders, Side.LEGACY, "HEAD", 7);
    planned(orders, Side.LEGACY, "POST", 2);
    window.tick(1_000_000_000);

    assertEquals(
        Map.of(
            "wanted orders reads", 0.25,
            "wanted orders writes", 0.0001,
            "observed orders reads", 0.3,
            "observed orders writes", 0.0),
        gauges());
  }

  @Test
  void aKilledRouteWantsNothing() {
    RoutePolicy orders = Sample.policy("orders", new Split(2_500, 2_500), true);
    shares.serve(List.of(orders));
    planned(orders, Side.LEGACY, "GET", 1);
    window.tick(1_000_000_000);

    assertEquals(0, gauges().get("wanted orders reads"));
    assertEquals(0, gauges().get("observed orders reads"));
    assertFalse(gauges().containsKey("observed orders writes"), "there were none");
  }
}
