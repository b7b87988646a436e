package dev.banyan.server.explain;

import dev.banyan.core.explain.AskedRequest;
import dev.banyan.core.explain.Explainer;
import dev.banyan.core.explain.Explanation;
import dev.banyan.core.explain.LiveFacts;
import dev.banyan.core.resilience.Admission;
import dev.banyan.core.resilience.AttemptChecks;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.resilience.RouteBreaker;
import dev.banyan.server.backend.LiveBackend;
import dev.banyan.server.live.LiveRoute;
import dev.banyan.server.live.LiveRouting;
import dev.banyan.server.live.ServingState;
import java.util.List;

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
    LiveBackend moved = route.newSide();
    Admission admission = breaker == null ? Admission.YES : breaker.admission(read, couldFallBack);
    FailureKind refusal =
        moved == null
            ? null
            : new Look(route, moved, admission)
                .refusal(breaker, chosen, route.policy().fallback().enabled());
    return new LiveFacts(
        breaker == null ? null : breaker.reading(),
        refusal,
        refusal == null && !chosen && admission == Admission.PROBE,
        route.inFlight().running(),
        endpoints(route.legacy()),
        moved == null ? List.of() : endpoints(moved));
  }

  /** Asks what an attempt would ask, and takes nothing. */
  private record Look(LiveRoute route, LiveBackend moved, Admission admission)
      implements AttemptChecks {
    @Override
    public boolean hasPlace() {
      return route.inFlight().hasPlace(route.policy().maxInFlight());
    }

    @Override
    public boolean isPermitted(RouteBreaker breaker) {
      return admission != Admission.NO;
    }

    @Override
    public boolean allDown() {
      return moved.allDown();
    }
  }

  private static List<LiveFacts.Endpoint> endpoints(LiveBackend backend) {
    return backend.endpoints().stream()
        .map(each -> new LiveFacts.Endpoint(each.name(), each.up(), each.ejected(), each.known()))
        .toList();
  }
}
