package dev.banyan.core.explain;

import dev.banyan.core.forward.ClientOrigin;
import dev.banyan.core.forward.ForwardingSpec;
import dev.banyan.core.forward.Passage;
import dev.banyan.core.forward.Peer;
import dev.banyan.core.forward.RequestId;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.HeadViolation;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.Scheme;
import dev.banyan.core.plan.ClientFacts;
import dev.banyan.core.plan.EarlyAnswer;
import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.plan.RoutingSnapshot;
import dev.banyan.core.plan.TrafficPlanner;
import dev.banyan.core.routing.RouteTrace;
import dev.banyan.core.split.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Explains what a table makes of a request. It asks what decides for real traffic, step by step as
 * an exchange does, and puts the answers into words; it decides nothing itself. Stateless.
 */
public final class Explainer {
  private Explainer() {}

  /** Explains one request; takes its time, and makes objects as it likes. */
  public static Explanation explain(
      AskedRequest asked, ExplainedTable table, LiveFacts.Source live) {
    HeadParser parser = new HeadParser(table.limits());
    RequestHead head = parser.parseRequest(asked.head(), asked.head().length);
    if (head == null) {
      return refused(asked, parser.violation());
    }
    Scheme scheme = asked.secure() ? Scheme.HTTPS : Scheme.HTTP;
    Peer peer = new Peer(asked.client(), asked.secure(), scheme.port());
    RoutingSnapshot routing = table.routing();
    ForwardingSpec forwarding = routing.forwarding();
    ClientOrigin origin = ClientOrigin.of(head, peer, forwarding.proxies());
    Section.Builder request = RequestSection.of(asked, table, head, peer, origin);
    EarlyAnswer early = EarlyAnswer.beforeRouting(head, forwarding.via());
    if (early != null) {
      return refused(head, request, early.status(), early.label(), words(early));
    }
    RequestHead matched = routing.index().asked(head);
    RouteTrace trace = routing.index().trace(matched);
    RequestSection.path(request, table, trace);
    RequestSection.preflight(request, head, matched);
    ClientFacts facts = new ClientFacts(origin.address());
    ExchangePlan plan = TrafficPlanner.plan(head, facts, routing, () -> 0);
    if (plan == null) {
      early = EarlyAnswer.AMBIGUOUS_PATH;
      String reason = RouteSection.doubt(trace.doubt());
      return refused(head, request, early.status(), early.label(), reason);
    }
    Passage plain = passage(head, peer, origin, routing);
    Passage along = plain.along(plan.policy().name(), plan.policy().actions());
    Inquiry inquiry = new Inquiry(table, head, matched, peer, origin, plan, plain, along);
    RequestSection.body(request, inquiry);
    return explain(inquiry, trace, request.build(), live);
  }

  private static Passage passage(
      RequestHead head, Peer peer, ClientOrigin origin, RoutingSnapshot routing) {
    RequestId carried = origin.trusted() ? RequestId.carried(head) : null;
    RequestId id = carried == null ? RequestId.minted(0, 0) : carried;
    return new Passage(head, peer, origin, id, routing.forwarding(), routing.errors());
  }

  private static Explanation explain(
      Inquiry inquiry, RouteTrace trace, Section request, LiveFacts.Source live) {
    List<Section> sections = new ArrayList<>();
    sections.add(request);
    sections.add(RouteSection.of(inquiry, trace));
    EarlyAnswer early = EarlyAnswer.ofRoute(inquiry.head(), inquiry.plan(), inquiry.along());
    if (early != null) {
      Outcome outcome = Outcomes.refused(inquiry, early);
      return new Explanation(asked(inquiry.head()), outcome, sections, null, List.of(), null);
    }
    sections.add(SideSection.of(inquiry));
    if (inquiry.plan().why().asksNoSide()) {
      Outcome outcome = Outcomes.of(inquiry, null);
      return new Explanation(asked(inquiry.head()), outcome, sections, null, List.of(), null);
    }
    LiveFacts now = facts(inquiry, live);
    if (now != null) {
      sections.add(NowSection.of(inquiry, now));
    }
    sections.add(ForwardSection.of(inquiry));
    sections.add(BoundsSection.of(inquiry));
    return new Explanation(
        asked(inquiry.head()),
        Outcomes.of(inquiry, now),
        sections,
        inquiry.side().name().toLowerCase(Locale.ROOT),
        FailureRows.of(inquiry),
        now);
  }

  private static @Nullable LiveFacts facts(Inquiry inquiry, LiveFacts.Source live) {
    boolean couldFallBack = inquiry.policy().fallback().couldAnswer(inquiry.head());
    boolean chosen = inquiry.plan().why() == Why.OVERRIDE;
    return live.of(inquiry.plan().route(), inquiry.read(), couldFallBack, chosen);
  }

  private static Explanation refused(AskedRequest asked, @Nullable HeadViolation violation) {
    HeadViolation wrong = violation == null ? HeadViolation.BAD_REQUEST_LINE : violation;
    Outcome outcome = Outcomes.refused(wrong.status(), wrong.label(), reason(wrong));
    String line = Ascii.string(asked.head(), 0, asked.head().length);
    String shown = Words.shown(line.substring(0, line.indexOf(" HTTP/1.1\r\n")));
    return new Explanation(shown, outcome, List.of(), null, List.of(), null);
  }

  private static String reason(HeadViolation wrong) {
    String help =
        wrong == HeadViolation.BAD_HOST ? " (expected: one Host field, or a URL with a host)" : "";
    return wrong.reason() + help;
  }

  private static Explanation refused(
      RequestHead head, Section.Builder request, int status, String label, String reason) {
    Outcome outcome = Outcomes.refused(status, label, reason);
    return new Explanation(asked(head), outcome, List.of(request.build()), null, List.of(), null);
  }

  private static String words(EarlyAnswer early) {
    return switch (early) {
      case LOOP -> "the request has come through here too often, says its Via";
      case BAD_MAX_FORWARDS -> "Max-Forwards can't be read";
      default -> "Max-Forwards is 0, so it may go no further";
    };
  }

  private static String asked(RequestHead head) {
    String host = head.host();
    String at = host.isEmpty() ? " without a host" : " at " + host;
    return Words.shown(head.methodToken() + " " + head.pathAndQuery() + at);
  }
}
