package dev.banyan.server.exchange;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.plan.ClientFacts;
import dev.banyan.core.plan.Entropy;
import dev.banyan.core.plan.ExchangePlan;
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
  public @Nullable Exchange open(
      ClientStream client, RequestHead head, ClientFacts facts, String address) {
    ExchangeRecord record = new ExchangeRecord(head, address, context.timers().nanos());
    LoopServing serving = live.current().on(loop);
    ExchangePlan plan = TrafficPlanner.plan(head, facts, serving.snapshot(), entropy);
    if (plan == null) {
      refuse(client, record, BAD_REQUEST, "ambiguous-path");
      return null;
    }
    record.planned(plan);
    if (head.framing().length() > plan.policy().bodyLimit()) {
      refuse(client, record, CONTENT_TOO_LARGE, "body-too-large");
      return null;
    }
    return new Exchange(context, serving.route(plan.route()), plan, head, client, record);
  }

  private void refuse(ClientStream client, ExchangeRecord record, int status, String why) {
    record.refused(why);
    record.answered(status);
    record.ended(context.timers().nanos());
    context.observer().ended(record);
    client.respond(OwnAnswer.error(status), HeaderEdits.NONE);
  }
}
