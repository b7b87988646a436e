package dev.banyan.server.exchange;

import dev.banyan.core.answer.ErrorPages;
import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.forward.ClientOrigin;
import dev.banyan.core.forward.DirectAnswer;
import dev.banyan.core.forward.ForwardingSpec;
import dev.banyan.core.forward.MaxForwards;
import dev.banyan.core.forward.Passage;
import dev.banyan.core.forward.Peer;
import dev.banyan.core.forward.RequestId;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.HttpMethod;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.plan.ClientFacts;
import dev.banyan.core.plan.Entropy;
import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.plan.RoutingSnapshot;
import dev.banyan.core.plan.TrafficPlanner;
import dev.banyan.server.live.LiveRouting;
import dev.banyan.server.live.LoopServing;
import dev.banyan.server.telemetry.ExchangeRecord;
import dev.banyan.server.transport.LoopContext;
import org.jspecify.annotations.Nullable;

/** Turns a request's head into an exchange by the table of this moment. Confined to its loop. */
public final class ExchangeHandler implements ExchangePort {
  private static final int BAD_REQUEST = 400;
  private static final int CONTENT_TOO_LARGE = 413;
  private static final int SERVICE_UNAVAILABLE = 503;
  private static final int LOOP_DETECTED = 508;
  private static final int NO_CONTENT = 204;
  private static final int NOT_IMPLEMENTED = 501;

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
    Passage passage = new Passage(head, peer, origin, id, forwarding.via(), snapshot.errors());
    if (loop.memory().scarce()) {
      answer(client, passage, record, passage.error(SERVICE_UNAVAILABLE), "memory-full");
      return null;
    }
    if (endsHere(client, head, passage, record, forwarding)) {
      return null;
    }
    ClientFacts facts = new ClientFacts(origin.address());
    ExchangePlan plan = TrafficPlanner.plan(head, facts, snapshot, entropy);
    if (plan == null) {
      answer(client, passage, record, passage.error(BAD_REQUEST), "ambiguous-path");
      return null;
    }
    record.planned(plan);
    Passage along = passage.along(plan.policy().name(), plan.policy().actions());
    if (!along.agreed()) {
      answer(client, passage, record, passage.error(BAD_REQUEST), "ambiguous-path");
      return null;
    }
    if (head.framing().length() > plan.policy().bodyLimit()) {
      answer(client, along, record, along.error(CONTENT_TOO_LARGE), ExchangeRecord.BODY_TOO_LARGE);
      return null;
    }
    DirectAnswer direct = plan.answer();
    if (direct != null) {
      long limit = plan.policy().bodyLimit();
      return DirectExchange.open(context, direct, limit, head, along, client, record);
    }
    return new Exchange(context, serving.route(plan.route()), plan, head, along, client, record);
  }

  @Override
  public void refuse(ClientStream client, Peer peer, int status, String why) {
    RequestId id = mintId();
    ExchangeRecord record = new ExchangeRecord(null, peer.text(), id, context.timers().nanos());
    end(record, status, why);
    HeaderEdits.Builder edits = HeaderEdits.builder();
    id.write(edits);
    ErrorPages pages = live.current().snapshot().errors();
    client.respond(pages.answer(status, null, id.bytes()), edits.build());
  }

  private RequestId id(RequestHead head, ClientOrigin origin) {
    RequestId carried = origin.trusted() ? RequestId.carried(head) : null;
    return carried == null ? mintId() : carried;
  }

  private RequestId mintId() {
    return RequestId.minted(loop.draw(), loop.draw());
  }

  /** Answers what no route is asked for: a request in circles, or at the end of its hops. */
  private boolean endsHere(
      ClientStream client,
      RequestHead head,
      Passage passage,
      ExchangeRecord record,
      ForwardingSpec forwarding) {
    if (forwarding.via().loops(head)) {
      answer(client, passage, record, passage.error(LOOP_DETECTED), "loop");
      return true;
    }
    int hops = MaxForwards.of(head);
    if (hops == MaxForwards.INVALID) {
      answer(client, passage, record, passage.error(BAD_REQUEST), "bad-max-forwards");
      return true;
    }
    if (hops == 0) {
      boolean options = head.method() == HttpMethod.OPTIONS;
      OwnAnswer last = options ? OwnAnswer.empty(NO_CONTENT) : passage.error(NOT_IMPLEMENTED);
      answer(client, passage, record, last, "max-forwards");
      return true;
    }
    return false;
  }

  private void answer(
      ClientStream client, Passage passage, ExchangeRecord record, OwnAnswer answer, String why) {
    end(record, answer.status(), why);
    client.respond(answer, passage.own().build());
  }

  private void end(ExchangeRecord record, int status, String why) {
    record.refused(why);
    record.answered(status);
    record.ended(context.timers().nanos());
    context.observer().ended(record);
  }
}
