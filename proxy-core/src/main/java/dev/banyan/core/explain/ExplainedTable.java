package dev.banyan.core.explain;

import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.plan.RoutingSnapshot;

/**
 * A table that requests are explained by. Immutable.
 *
 * @param routing what decides
 * @param places where the file says it
 * @param limits bounds on heads
 */
public record ExplainedTable(RoutingSnapshot routing, TablePlaces places, HeadLimits limits) {}
