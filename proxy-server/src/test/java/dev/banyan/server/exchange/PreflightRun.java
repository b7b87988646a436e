package dev.banyan.server.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.forward.BackendAddresses;
import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.resilience.FallbackSpec;
import dev.banyan.core.resilience.InFlightLimit;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.Split;
import dev.banyan.core.split.Why;
import dev.banyan.server.backend.BackendPort;
import dev.banyan.server.backend.BackendStream;
import dev.banyan.server.backend.Lease;
import dev.banyan.server.backend.LeaseListener;
import dev.banyan.server.backend.OwnConnections;
import dev.banyan.server.live.LoopRoute;
import dev.banyan.server.telemetry.ExchangeRecord;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One preflight in a random schedule, between two sides that do what their scripts say. */
final class PreflightRun {
  private static final long TIMEOUT = 2_000_000_000L;
  private static final long STREAM_IDLE = 5_000_000_000L;
  private static final RequestHead HEAD =
      Objects.requireNonNull(
          new HeadParser(HeadLimits.DEFAULT).parseRequest(bytes(), bytes().length));

  private final Random random;
  private final boolean newIsFull;
  private final ManualTime time = new ManualTime();
  private final InFlightLimit inFlight = new InFlightLimit();
  private final List<Runnable> due = new ArrayList<>();
  private final List<PreflightStream> sides = new ArrayList<>();
  private final List<ExchangeRecord> records = new ArrayList<>();
  private final StringBuilder got = new StringBuilder();
  private final ClientListener exchange;
  private boolean clientOver;

  PreflightRun(Random random, PreflightScript legacy, PreflightScript moved, boolean newIsFull) {
    this.random = random;
    this.newIsFull = newIsFull;
    RoutePolicy policy =
        new RoutePolicy(
            "r",
            1,
            "l",
            "n",
            new Split(1, 1),
            List.of(),
            "",
            false,
            null,
            FallbackSpec.DEFAULT,
            null,
            1,
            1_000);
    if (newIsFull) {
      inFlight.tryAcquire(1);
    }
    LoopRoute route =
        new LoopRoute(
            policy,
            new Backend(legacy),
            new Backend(moved),
            null,
            inFlight,
            TIMEOUT,
            TIMEOUT,
            STREAM_IDLE,
            STREAM_IDLE,
            BackendAddresses.NONE);
    ExchangePlan plan = new ExchangePlan(0, policy, Side.LEGACY, Why.PREFLIGHT, -1, null);
    ExchangeRecord record = new ExchangeRecord(HEAD, "127.0.0.1", Passages.ID, time.nanos());
    ExchangeContext context = new ExchangeContext(time, new ReplayBudget(1_000), records::add);
    Client client = new Client();
    CheckedClient checked = new CheckedClient(client, HEAD, time::nanos, seen -> {});
    PreflightExchange made =
        new PreflightExchange(context, route, plan, HEAD, Passages.of(HEAD), checked, record);
    exchange = checked.around(made);
  }

  private void ring() {
    exchange.alarmRang();
  }

  private static byte[] bytes() {
    return """
    OPTIONS / HTTP/1.1\r
    Host: a\r
    Origin: o\r
    Access-Control-Request-Method: PUT\r
    \r
    """
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Plays it to its end; the client leaves or is refused at a step, unless that is negative. */
  String play(int endsAt) {
    exchange.requestEnd(Trailers.NONE);
    exchange.start();
    for (int step = 0; records.isEmpty(); step++) {
      assertTrue(step < 1_000, "an exchange never ended");
      if (step == endsAt && !clientOver) {
        giveUp();
      } else if (due.isEmpty()) {
        time.pass(500_000_000);
      } else {
        due.remove(random.nextInt(due.size())).run();
      }
    }
    while (!due.isEmpty()) {
      due.remove(0).run();
    }
    time.pass(10 * STREAM_IDLE);
    assertEquals(1, records.size(), "the ends that were told");
    assertEquals(newIsFull ? 1 : 0, inFlight.running(), "places that were not given back");
    sides.forEach(PreflightStream::checkOver);
    return got.toString();
  }

  private void giveUp() {
    clientOver = true;
    if (random.nextBoolean()) {
      exchange.clientGone();
      got.append(" gone");
    } else {
      exchange.refuse(503, "draining");
    }
  }

  ExchangeRecord record() {
    return records.get(0);
  }

  boolean asked(Side side) {
    return sides.stream().anyMatch(each -> each.script().side() == side);
  }

  private final class Backend implements BackendPort {
    private final PreflightScript script;

    private Backend(PreflightScript script) {
      this.script = script;
    }

    @Override
    public @Nullable BackendStream takeOwn(OwnConnections client) {
      return null;
    }

    @Override
    public boolean isLoggingIn(OwnConnections client) {
      return false;
    }

    @Override
    public boolean ownedByProxies() {
      return false;
    }

    @Override
    public String name() {
      return "b";
    }

    @Override
    public int endpointCount() {
      return 1;
    }

    @Override
    public boolean allDown() {
      return false;
    }

    @Override
    public int pick(long tried) {
      return script.how() == PreflightScript.How.HAS_NO_ENDPOINT ? -1 : 0;
    }

    @Override
    public Lease lease(int endpoint, long maxIdleNanos, LeaseListener listener) {
      boolean[] cancelled = {false};
      due.add(() -> {
        if (cancelled[0]) {
          return;
        }
        if (script.how() == PreflightScript.How.IS_FULL) {
          listener.leaseFailed(FailureKind.POOL_FULL);
        } else {
          PreflightStream side = new PreflightStream(script, random, due);
          sides.add(side);
          listener.leased(side);
        }
      });
      return () -> cancelled[0] = true;
    }
  }

  private final class Client implements ClientStream {
    private final ClientSession session = new ClientSession();

    private final ManualTime.ManualAlarm alarm = time.alarm(PreflightRun.this::ring);
    private int bytes;
    private BodyFraming framing = BodyFraming.NONE;

    @Override
    public ClientSession session() {
      return session;
    }

    @Override
    public ManualTime.ManualAlarm alarm() {
      return alarm;
    }

    @Override
    public boolean requestAtHand() {
      return true;
    }

    @Override
    public void sendInformational(ResponseHead head) {
      throw new AssertionError("an interim answer");
    }

    @Override
    public void sendHead(ResponseHead head, HeaderEdits edits, BodyFraming itsFraming) {
      got.append(head.value(0)).append(' ').append(head.status());
      framing = itsFraming;
    }

    @Override
    public void sendBody(ByteBuf piece) {
      bytes += piece.readableBytes();
      piece.release();
    }

    @Override
    public void endBody(Trailers trailers) {
      boolean fits = framing.kind() != BodyFraming.Kind.FIXED || framing.length() == bytes;
      assertTrue(fits, framing + " before " + bytes + " bytes");
      got.append(" with ").append(bytes);
      clientOver = true;
    }

    @Override
    public void respond(OwnAnswer answer, HeaderEdits edits) {
      got.append("own ").append(answer.status());
      clientOver = true;
    }

    @Override
    public void truncate() {
      got.append(" cut");
      clientOver = true;
    }

    @Override
    public boolean writable() {
      return true;
    }

    @Override
    public void flush() {}

    @Override
    public void demandBody(boolean wanted) {}
  }
}
