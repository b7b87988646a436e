package dev.banyan.server.listen;

import dev.banyan.core.http.BodyFraming;
import dev.banyan.server.exchange.ClientCase;
import dev.banyan.server.transport.EventLoops;
import dev.banyan.testkit.RawClient;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** How a real client and a real connection come to do each {@link ClientCase}. */
final class ClientCaseScripts {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String POST_HEAD = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n";
  private static final String POST = POST_HEAD + "hello";
  private static final String CHUNKED_HEAD =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String BROKEN = CHUNKED_HEAD + "zz\r\n";
  private static final int LARGE = 16 << 20;

  /** Above the high watermark, and less than the system takes at once. */
  private static final int ABOVE_WATERMARK = 66 << 10;

  private final EventLoops loops;

  ClientCaseScripts(EventLoops loops) {
    this.loops = loops;
  }

  /** Plays the script of a case. */
  void play(ClientCase wanted) throws Exception {
    switch (wanted) {
      case END_BEFORE_START -> atStart(wanted, GET, owner -> owner.respond(404));
      case PIECE, END, READ_COMPLETE -> atStart(wanted, POST, owner -> owner.demand(true));
      case PIECE_BEHIND_HEAD, END_BEHIND_HEAD, READ_COMPLETE_BEHIND_HEAD ->
          atStart(
              wanted,
              POST,
              owner -> {
                owner.head(BodyFraming.CHUNKED);
                owner.demand(true);
              });
      case PIECE_IN_DEMAND, END_IN_DEMAND -> later(wanted, POST, owner -> {}, this::demand);
      case PIECE_BEHIND_HEAD_IN_DEMAND, END_BEHIND_HEAD_IN_DEMAND ->
          later(wanted, POST, owner -> owner.head(BodyFraming.CHUNKED), this::demand);
      case END_UNASKED -> endUnasked(wanted);
      case WRITABLE_BEFORE_HEAD -> writableBeforeHead(wanted);
      case WRITABLE -> writable(wanted);
      case WRITABLE_IN_FLUSH -> atStart(wanted, GET, this::writableInFlush);
      case GONE -> leaves(wanted, owner -> {});
      case GONE_BEHIND_HEAD -> leaves(wanted, owner -> owner.head(BodyFraming.CHUNKED));
      case GONE_IN_DEMAND -> goneInDemand(wanted);
      case GONE_IN_FLUSH -> goneInFlush(wanted);
      case REFUSED -> atStart(wanted, BROKEN, owner -> owner.demand(true));
      case REFUSED_BEHIND_HEAD ->
          atStart(
              wanted,
              BROKEN,
              owner -> {
                owner.head(BodyFraming.CHUNKED);
                owner.demand(true);
              });
      case REFUSED_IN_DEMAND -> later(wanted, BROKEN, owner -> {}, this::demand);
      case ALARM -> atStart(wanted, GET, owner -> owner.alarm(System.nanoTime() + 1_000_000));
    }
  }

  private void demand(ClientOwner owner) {
    owner.demand(true);
  }

  private void atStart(ClientCase wanted, String request, Consumer<ClientOwner> start)
      throws Exception {
    try (ClientBench bench =
            new ClientBench(loops, owner -> owner.on("start", () -> start.accept(owner)));
        RawClient client = bench.client()) {
      client.send(request);
      bench.awaitCase(wanted);
    }
  }

  private void later(
      ClientCase wanted, String request, Consumer<ClientOwner> start, Consumer<ClientOwner> then)
      throws Exception {
    try (ClientBench bench =
            new ClientBench(loops, owner -> owner.on("start", () -> start.accept(owner)));
        RawClient client = bench.client()) {
      client.send(request);
      ClientOwner owner = bench.owner(0);
      owner.await("start");
      bench.run(() -> then.accept(owner));
      bench.awaitCase(wanted);
    }
  }

  private void endUnasked(ClientCase wanted) throws Exception {
    try (ClientBench bench =
            new ClientBench(
                loops,
                owner ->
                    owner
                        .on("start", () -> owner.demand(true))
                        .on("body", () -> owner.demand(false)));
        RawClient client = bench.client()) {
      client.send(POST);
      bench.awaitCase(wanted);
    }
  }

  private void writableBeforeHead(ClientCase wanted) throws Exception {
    CountDownLatch full = new CountDownLatch(1);
    try (ClientBench bench =
            new ClientBench(
                loops,
                owner ->
                    owner
                        .on(
                            "start",
                            () -> {
                              owner.interimsUntilFull();
                              full.countDown();
                            })
                        .on("writable", () -> owner.respond(200)));
        RawClient client = bench.smallClient()) {
      client.send(GET);
      full.await();
      client.readResponse();
      bench.awaitCase(wanted);
    }
  }

  private void writable(ClientCase wanted) throws Exception {
    try (ClientBench bench =
            new ClientBench(
                loops,
                owner ->
                    owner.on(
                        "start",
                        () -> {
                          owner.head(BodyFraming.fixed(LARGE));
                          owner.body(LARGE);
                          owner.flush();
                        }));
        RawClient client = bench.smallClient()) {
      client.send(GET);
      client.readHead();
      client.readBytes(LARGE);
      bench.awaitCase(wanted);
    }
  }

  private void writableInFlush(ClientOwner owner) {
    owner.head(BodyFraming.CHUNKED);
    owner.body(ABOVE_WATERMARK);
    owner.flush();
  }

  private void leaves(ClientCase wanted, Consumer<ClientOwner> start) throws Exception {
    try (ClientBench bench =
        new ClientBench(loops, owner -> owner.on("start", () -> start.accept(owner)))) {
      RawClient client = bench.client();
      client.send(GET);
      bench.owner(0).await("start");
      client.reset();
      bench.awaitCase(wanted);
    }
  }

  /** The FIN must have been seen before the demand: whether it was is tried until it was. */
  private void goneInDemand(ClientCase wanted) throws Exception {
    try (ClientBench bench = new ClientBench(loops, owner -> {})) {
      for (int i = 0; !bench.saw(wanted); i++) {
        try (RawClient client = bench.client()) {
          client.send(POST_HEAD + "hel").halfClose();
          ClientOwner owner = bench.owner(i);
          owner.await("start");
          bench.run(() -> {});
          bench.run(() -> owner.demand(true));
          owner.await("gone");
        }
      }
    }
  }

  /** The RST is sent on the loop itself, which so can't look at its sockets before it writes. */
  private void goneInFlush(ClientCase wanted) throws Exception {
    try (ClientBench bench = new ClientBench(loops, owner -> {})) {
      RawClient client = bench.client();
      client.send(GET);
      ClientOwner owner = bench.owner(0);
      owner.await("start");
      bench.run(() -> {
        client.reset();
        owner.head(BodyFraming.CHUNKED);
        owner.flush();
      });
      bench.awaitCase(wanted);
    }
  }
}
