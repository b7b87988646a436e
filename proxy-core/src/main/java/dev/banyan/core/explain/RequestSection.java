package dev.banyan.core.explain;

import dev.banyan.core.forward.ClientOrigin;
import dev.banyan.core.forward.Peer;
import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.KnownField;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.routing.RouteIndex;
import dev.banyan.core.routing.RouteTrace;

/** Says how a request is read. Stateless. */
final class RequestSection {
  private static final String NAME = "request";

  private RequestSection() {}

  /** What is known before a route is looked for. */
  static Section.Builder of(
      AskedRequest asked, ExplainedTable table, RequestHead head, Peer peer, ClientOrigin origin) {
    Section.Builder section = new Section.Builder(NAME);
    Place proxies = table.places().ofTable(TableKey.TRUSTED_PROXIES, 0);
    section.say("client", client(asked, head, peer, origin), proxies);
    if (head.hostStart() == head.hostEnd()) {
      section.say("host", "none", null);
    } else {
      String replaced = asked.hostReplaced() ? ", by the Host header, not the URL" : "";
      section.say("host", Words.shown(head.host()) + replaced, null);
    }
    if (asked.secure()) {
      String text = "https: a proxy in front takes the TLS, for Banyan's own ports do not";
      section.say("scheme", text, null);
    }
    int override = head.next(KnownField.METHOD_OVERRIDE, 0);
    if (override >= 0) {
      String text = "a write that is never sent again, for " + head.name(override) + " says ";
      section.say("method", text + Words.shown(head.value(override)), null);
    }
    return section;
  }

  private static String client(
      AskedRequest asked, RequestHead head, Peer peer, ClientOrigin origin) {
    String assumed = asked.clientGiven() ? "" : ", assumed since none was given";
    String field = head.has(KnownField.X_FORWARDED_FOR) ? "X-Forwarded-For" : "Forwarded";
    boolean spoken = head.has(KnownField.X_FORWARDED_FOR) || head.has(KnownField.FORWARDED);
    if (!origin.trusted()) {
      String ignored = spoken ? ": it is no trusted proxy, so " + field + " does not count" : "";
      return peer.text() + assumed + ignored;
    }
    if (origin.text().equals(peer.text())) {
      return peer.text() + assumed + ", a trusted proxy that speaks for nobody else";
    }
    String named = " by " + field + " of the trusted proxy ";
    return origin.text() + "," + named + peer.text() + assumed;
  }

  /** Adds how the path is read. */
  static void path(Section.Builder section, ExplainedTable table, RouteTrace trace) {
    if (trace.readings().size() == 1) {
      section.say("path", Words.shown(trace.readings().get(0).path()), null);
      return;
    }
    for (RouteTrace.Reading reading : trace.readings()) {
      boolean found = reading.route() != RouteIndex.NO_MATCH;
      int route = found ? reading.route() : table.routing().catchAll();
      RoutePolicy policy = table.routing().routes().get(route);
      String text = Words.shown(reading.path()) + " leads to route " + policy.name();
      section.say("path, " + reading.name(), text, RouteSection.place(table, route));
    }
    long routes = trace.readings().stream().mapToInt(RouteTrace.Reading::route).distinct().count();
    if (routes > 1 && trace.doubt() == RouteTrace.Doubt.NONE) {
      section.say("path", "the routes are equal in all but name and match; the first counts", null);
    }
  }

  /** Adds what a CORS preflight announces. */
  static void preflight(Section.Builder section, RequestHead head, RequestHead matched) {
    RequestHead announced = head.announced();
    if (announced == null) {
      return;
    }
    String text = "for " + announced.methodToken() + "; it has no cookies, and no values of fields";
    section.say("preflight", Words.shown(text), null);
    if (!matched.isAnnounced()) {
      section.say("", "a route that names OPTIONS takes it as the OPTIONS that it is", null);
    }
  }

  /** Adds how long the body may be, where there is one. */
  static void body(Section.Builder section, Inquiry inquiry) {
    BodyFraming framing = inquiry.head().framing();
    if (framing.isEmpty()) {
      return;
    }
    boolean fixed = framing.kind() == BodyFraming.Kind.FIXED;
    String length = fixed ? Words.count(framing.length(), "byte") : "chunked";
    String most = Words.size(inquiry.policy().bodyLimit());
    Place own = inquiry.at(TableKey.BODY_LIMIT);
    Place limits = inquiry.table().places().ofTable(TableKey.LIMITS, 0);
    section.say("body", length + ", " + most + " at most", own.isDefault() ? limits : own);
  }
}
