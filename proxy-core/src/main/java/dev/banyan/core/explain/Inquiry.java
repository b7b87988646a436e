package dev.banyan.core.explain;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.forward.ClientOrigin;
import dev.banyan.core.forward.Passage;
import dev.banyan.core.forward.Peer;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.Why;
import java.util.Objects;

/**
 * One request on its way through a table, and what was decided of it. Immutable.
 *
 * @param asked by what a route is looked for: what a preflight announces, else the head
 * @param peer who connects
 * @param origin whom the request comes from
 * @param plan what is to happen with it
 * @param plain the passage without what the route does
 * @param along the passage along the route
 */
record Inquiry(
    ExplainedTable table,
    RequestHead head,
    RequestHead asked,
    Peer peer,
    ClientOrigin origin,
    ExchangePlan plan,
    Passage plain,
    Passage along) {

  RoutePolicy policy() {
    return plan.policy();
  }

  boolean read() {
    return head.isRead();
  }

  /** Whether the share of reads decides, and not that of writes. */
  boolean byShareOfReads() {
    return asked.isRead();
  }

  /** Whether both sides may be asked, for a preflight does not say whose it is. */
  boolean asksBoth() {
    return plan.why() == Why.PREFLIGHT;
  }

  /** Whether the request is a CORS preflight. */
  boolean isPreflight() {
    return head.announced() != null;
  }

  /** Whether the side depends on a random draw. */
  boolean isDrawn() {
    return plan.bucket() >= 0 && (plan.issue() != null || plan.why() == Why.UNKEYED);
  }

  /** The side that is explained: new, if it may be asked. */
  Side side() {
    return isDrawn() ? Side.NEW : plan.side();
  }

  /** The backend of a side; that of new only where something moves. */
  BackendSpec backend(Side side) {
    String name = side == Side.NEW ? policy().newBackend() : policy().legacy();
    return Objects.requireNonNull(table.routing().backends().get(name));
  }

  /** The place of a key of the route. */
  Place at(TableKey key) {
    return at(key, 0);
  }

  Place at(TableKey key, int number) {
    return table.places().ofRoute(plan.route(), key, number);
  }

  /** The place of a key of a side's backend. */
  Place at(Side side, TableKey key) {
    return table.places().ofBackend(backend(side).name(), key, 0);
  }

  /** The place of a key of the route, or of the section that it belongs to. */
  Place at(TableKey key, TableKey section) {
    Place own = at(key);
    return own.isDefault() ? at(section) : own;
  }

  /** The place where legacy is named: by the route, or for the whole table. */
  Place atLegacy() {
    Place own = at(TableKey.LEGACY);
    return own.isDefault() ? table.places().ofTable(TableKey.TABLE_LEGACY, 0) : own;
  }
}
