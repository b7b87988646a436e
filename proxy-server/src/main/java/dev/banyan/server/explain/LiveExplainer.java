package dev.banyan.server.explain;

import dev.banyan.core.explain.AskedRequest;
import dev.banyan.core.explain.Explainer;
import dev.banyan.core.explain.Explanation;
import dev.banyan.core.explain.LiveFacts;
import dev.banyan.core.resilience.Admission;
import dev.banyan.core.resilience.BreakerState;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.resilience.RouteBreaker;
import dev.banyan.server.backend.LiveBackend;
import dev.banyan.server.live.LiveRoute;
import dev.banyan.server.live.LiveRouting;
import dev.banyan.server.live.ServingState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Explains requests by the table that is served now, with what is known of its routes. It reads
 * what all event loops may read, takes no permit and no lock that traffic waits for. Shared-safe.
 */
public final class LiveExplainer {
  private final LiveRouting live;

  /** An explainer of what {@code live} serves at the moment. */
  public LiveExplainer(LiveRouting live) {
    this.live = live;
  }

  /** Explains one request. */
  public Explanation explain(AskedRequest asked) {
    ServingState serving = live.current();
    return Explainer.explain(
        asked,
        serving.table(),
        (route, read, couldFallBack, chosen) ->
            facts(serving.routes().get(route), read, couldFallBack, chosen));
  }

  private static LiveFacts facts(
      LiveRoute route, boolean read, boolean couldFallBack, boolean chosen) {
    RouteBreaker breaker = route.breaker();
    Admission admission = admission(breaker, read, couldFallBack, chosen);
    LiveBackend moved = route.newSide();
    return new LiveFacts(
        breaker == null ? null : breaker.reading(),
        moved == null ? null : refusal(route, moved, admission),
        admission == Admission.PROBE,
        route.inFlight().running(),
        endpoints(route.legacy()),
        moved == null ? List.of() : endpoints(moved));
  }

  /** A request that an override chose is no probe. */
  private static Admission admission(
      @Nullable RouteBreaker breaker, boolean read, boolean couldFallBack, boolean chosen) {
    if (breaker == null) {
      return Admission.YES;
    }
    if (chosen) {
      return breaker.state() == BreakerState.CLOSED ? Admission.YES : Admission.NO;
    }
    return breaker.admission(read, couldFallBack);
  }

  /** In the order in which an attempt is refused. */
  private static @Nullable FailureKind refusal(
      LiveRoute route, LiveBackend moved, Admission admission) {
    int most = route.policy().maxInFlight();
    if (most > 0 && route.inFlight().running() >= most) {
      return FailureKind.IN_FLIGHT_FULL;
    }
    if (admission == Admission.NO) {
      return FailureKind.BREAKER_OPEN;
    }
    boolean fallsBack = route.policy().fallback().enabled();
    return moved.allDown() && fallsBack ? FailureKind.NO_ENDPOINT : null;
  }

  private static List<LiveFacts.Endpoint> endpoints(LiveBackend backend) {
    return backend.endpoints().stream()
        .map(each -> new LiveFacts.Endpoint(each.name(), each.up(), each.ejected(), each.known()))
        .toList();
  }
}
