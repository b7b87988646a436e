package dev.banyan.server.exchange;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.forward.ClientOrigin;
import dev.banyan.core.forward.DirectAnswer;
import dev.banyan.core.forward.ForwardingSpec;
import dev.banyan.core.forward.Passage;
import dev.banyan.core.forward.Peer;
import dev.banyan.core.forward.RequestId;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.plan.ClientFacts;
import dev.banyan.core.plan.EarlyAnswer;
import dev.banyan.core.plan.Entropy;
import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.plan.RoutingSnapshot;
import dev.banyan.core.plan.TrafficPlanner;
import dev.banyan.core.split.Why;
import dev.banyan.server.live.LiveRouting;
import dev.banyan.server.live.LoopRoute;
import dev.banyan.server.live.LoopServing;
import dev.banyan.server.telemetry.ExchangeRecord;
import dev.banyan.server.transport.LoopContext;
import org.jspecify.annotations.Nullable;

/** Turns a request's head into an exchange by the table of this moment. Confined to its loop. */
public final class ExchangeHandler implements ExchangePort {
  private static final int SERVICE_UNAVAILABLE = 503;

  private final LoopContext loop;
  private final LiveRouting live;
  private final ExchangeContext context;
  private final Entropy entropy;

  /** A handler for one loop. */
  public ExchangeHandler(LoopContext loop, LiveRouting live, ExchangeContext context) {
    this.loop = loop;
    this.live = live;
    this.context = context;
    this.entropy = loop::draw;
  }

  @Override
  public @Nullable ClientListener open(ClientStream client, RequestHead head, Peer peer) {
    LoopServing serving = live.current().on(loop);
    RoutingSnapshot snapshot = serving.snapshot();
    ForwardingSpec forwarding = snapshot.forwarding();
    ClientOrigin origin = ClientOrigin.of(head, peer, forwarding.proxies());
    RequestId id = id(head, origin);
    ExchangeRecord record = new ExchangeRecord(head, origin.text(), id, context.timers().nanos());
    Passage passage = new Passage(head, peer, origin, id, forwarding, snapshot.errors());
    if (loop.memory().scarce()) {
      answer(client, passage, record, passage.error(SERVICE_UNAVAILABLE), "memory-full");
      return null;
    }
    EarlyAnswer early = EarlyAnswer.beforeRouting(head, forwarding.via());
    if (early != null) {
      boolean empty = early == EarlyAnswer.LAST_HOP_OF_OPTIONS;
      OwnAnswer last = empty ? OwnAnswer.empty(early.status()) : passage.error(early.status());
      answer(client, passage, record, last, early.label());
      return null;
    }
    ClientFacts facts = new ClientFacts(origin.address());
    ExchangePlan plan = TrafficPlanner.plan(head, facts, snapshot, entropy);
    if (plan == null) {
      refuse(client, passage, record, EarlyAnswer.AMBIGUOUS_PATH);
      return null;
    }
    record.planned(plan);
    Passage along = passage.along(plan.policy().name(), plan.policy().actions());
    early = EarlyAnswer.ofRoute(head, plan, along);
    if (early != null) {
      boolean ambiguous = early == EarlyAnswer.AMBIGUOUS_PATH;
      refuse(client, ambiguous ? passage : along, record, early);
      return null;
    }
    DirectAnswer direct = plan.answer();
    if (direct != null) {
      long limit = plan.policy().bodyLimit();
      return DirectExchange.open(context, direct, limit, head, along, client, record);
    }
    LoopRoute route = serving.route(plan.route());
    return plan.why() == Why.PREFLIGHT
        ? new PreflightExchange(context, route, plan, head, along, client, record)
        : new Exchange(context, route, plan, head, along, client, record);
  }

  @Override
  public void refuse(ClientStream client, Peer peer, int status, String why) {
    RequestId id = mintId();
    ExchangeRecord record = new ExchangeRecord(null, peer.text(), id, context.timers().nanos());
    OwnAnswer answer = live.current().snapshot().errors().answer(status, null, id.bytes());
    end(record, answer, why);
    HeaderEdits.Builder edits = HeaderEdits.builder();
    id.write(edits);
    client.respond(answer, edits.build());
  }

  private RequestId id(RequestHead head, ClientOrigin origin) {
    RequestId carried = origin.trusted() ? RequestId.carried(head) : null;
    return carried == null ? mintId() : carried;
  }

  private RequestId mintId() {
    return RequestId.minted(loop.draw(), loop.draw());
  }

  private void refuse(
      ClientStream client, Passage passage, ExchangeRecord record, EarlyAnswer early) {
    answer(client, passage, record, passage.error(early.status()), early.label());
  }

  private void answer(
      ClientStream client, Passage passage, ExchangeRecord record, OwnAnswer answer, String why) {
    end(record, answer, why);
    client.respond(answer, passage.own().build());
  }

  private void end(ExchangeRecord record, OwnAnswer answer, String why) {
    record.refused(why);
    record.answered(answer);
    record.ended(context.timers().nanos());
    context.observer().ended(record);
  }
}
