package dev.banyan.server.exchange;

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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An exchange whose both sides do what a test says, and write down what they are told. */
final class ScriptedExchange {
  static final long TIMEOUT = 400;
  static final long STREAM_IDLE = 1_000;

  final ManualTime time = new ManualTime();
  final List<String> client = new ArrayList<>();
  final List<ExchangeRecord> records = new ArrayList<>();
  final ArrayDeque<Function<LeaseListener, Lease>> leases = new ArrayDeque<>();
  final Exchange exchange;
  boolean clientWritable = true;
  Runnable onDemand = () -> {};

  /** An exchange with new of one request, with two endpoints on each side. */
  ScriptedExchange(String request) {
    RequestHead head = request(request);
    RoutePolicy policy =
        new RoutePolicy(
            "r",
            1,
            "l",
            "n",
            Split.NONE,
            List.of(),
            "",
            false,
            null,
            FallbackSpec.DEFAULT,
            null,
            0,
            1_000);
    LoopRoute route =
        new LoopRoute(
            policy,
            new Backend(),
            new Backend(),
            null,
            new InFlightLimit(),
            TIMEOUT,
            TIMEOUT,
            STREAM_IDLE,
            STREAM_IDLE,
            BackendAddresses.NONE);
    ExchangePlan plan = new ExchangePlan(0, policy, Side.NEW, Why.SHARE, 1, null);
    ExchangeRecord record = new ExchangeRecord(head, "127.0.0.1", Passages.ID, time.nanos());
    ExchangeContext context = new ExchangeContext(time, new ReplayBudget(1_000), records::add);
    exchange = new Exchange(context, route, plan, head, Passages.of(head), new Client(), record);
  }

  /** The next lease is granted before its call returns. */
  RecordedStream granted() {
    RecordedStream stream = new RecordedStream();
    leases.add(listener -> {
      listener.leased(stream);
      return null;
    });
    return stream;
  }

  private static RequestHead request(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    HeadParser parser = new HeadParser(new HeadLimits(1_000, 1_000, 20));
    return Objects.requireNonNull(parser.parseRequest(bytes, bytes.length));
  }

  static ResponseHead response(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    HeadParser parser = new HeadParser(new HeadLimits(1_000, 1_000, 20));
    return Objects.requireNonNull(parser.parseResponse(bytes, bytes.length));
  }

  private final class Backend implements BackendPort {
    @Override
    public String name() {
      return "b";
    }

    @Override
    public int endpointCount() {
      return 2;
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
    public boolean allDown() {
      return false;
    }

    @Override
    public int pick(long tried) {
      return tried == 0 ? 0 : 1;
    }

    @Override
    public Lease lease(int endpoint, long maxIdleNanos, LeaseListener listener) {
      return leases.remove().apply(listener);
    }
  }

  private final class Client implements ClientStream {
    private final ClientSession session = new ClientSession();
    private final ManualTime.ManualAlarm alarm = time.alarm(() -> exchange.alarmRang());

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
      client.add("interim " + head.status());
    }

    @Override
    public void sendHead(ResponseHead head, HeaderEdits edits, BodyFraming framing) {
      client.add("head " + head.status());
    }

    @Override
    public void respond(OwnAnswer answer, HeaderEdits edits) {
      client.add("own " + answer.status());
    }

    @Override
    public void truncate() {
      client.add("truncate");
    }

    @Override
    public void sendBody(ByteBuf piece) {
      client.add("body " + piece.toString(StandardCharsets.ISO_8859_1));
      piece.release();
    }

    @Override
    public void endBody(Trailers trailers) {
      client.add("end");
    }

    @Override
    public boolean writable() {
      return clientWritable;
    }

    @Override
    public void flush() {}

    @Override
    public void demandBody(boolean wanted) {
      if (wanted) {
        onDemand.run();
      }
    }
  }
}
