package dev.banyan.server.demo.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.demo.load.Outcome.Ending;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.DeadPort;
import dev.banyan.testkit.RawOrigin;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadClientTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final EventLoop loop =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()).next();

  @AfterEach
  void stop() {
    loop.parent().shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void aWholeAnswerIsFineAndTheConnectionIsUsedAgain() throws Exception {
    try (RawOrigin origin =
        RawOrigin.start(
            Answer.ok("hello").header("X-Served-By", "new").header("Set-Cookie", "a=b; Path=/"))) {
      LoadClient client = client(origin.port());

      Outcome first = send(client, "GET");
      Outcome second = send(client, "POST");

      assertEquals(Ending.ANSWERED, first.ending());
      assertEquals(200, first.status());
      assertEquals("new", first.servedBy());
      assertEquals(List.of("a=b; Path=/"), first.cookies());
      assertTrue(first.fine());
      assertTrue(second.fine());
      assertEquals(1, origin.connectionsAccepted());
    }
  }

  @Test
  void anAnswerOfTheProxyItselfIsNotFine() throws Exception {
    try (RawOrigin origin = RawOrigin.start(Answer.ok("hello"))) {
      Outcome outcome = send(client(origin.port()), "GET");

      assertNull(outcome.servedBy());
      assertFalse(outcome.fine());
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          'HTTP/1.1 200 OK\\r\\nContent-Length: 10\\r\\n\\r\\nhalf',               TRUNCATED
          'HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n4\\r\\nhalf', TRUNCATED
          'HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n4\\r\\nhalf\\r\\n', TRUNCATED
          'HTTP/1.1 200 OK\\r\\nContent-Le',                                        INVALID
          '',                                                                     NO_ANSWER
          'HTTP/1.1 200 OK\\r\\nContent-Length: 4\\r\\n\\r\\nfull',                 ANSWERED
          'HTTP/1.1 100 Continue\\r\\n\\r\\nHTTP/1.1 204 No Content\\r\\n\\r\\n',    ANSWERED
          'garbage\\r\\n\\r\\n',                                                   INVALID
          """)
  void tellsACutAnswerFromAWholeOne(String bytes, Ending ending) throws Exception {
    String raw = bytes.replace("\\r", "\r").replace("\\n", "\n");
    try (RawOrigin origin = RawOrigin.start(answering(raw))) {
      assertEquals(ending, send(client(origin.port()), "GET").ending());
      assertEquals(1, origin.executions(), "it must not retry");
    }
  }

  @Test
  void nobodyThereIsUnreachable() throws Exception {
    try (DeadPort dead = DeadPort.refusing()) {
      assertEquals(Ending.UNREACHABLE, send(client(dead.port()), "GET").ending());
    }
  }

  @Test
  void aConnectionThatTheServerClosedIsNotUsedAgain() throws Exception {
    try (RawOrigin origin = RawOrigin.start(Answer.ok("x").header("X-Served-By", "new"))) {
      LoadClient client = client(origin.port());
      assertTrue(send(client, "GET").fine());
      origin.closeConnections();
      Await.until("closed", SOON, () -> origin.connectionsOpen() == 0);

      // A delayed task runs only after the loop has looked at its sockets once more.
      loop.schedule(() -> {}, 10, TimeUnit.MILLISECONDS).sync();
      assertTrue(send(client, "GET").fine());
    }
  }

  private static Behavior answering(String raw) {
    return exchange -> {
      exchange.execute();
      exchange.wire().write(raw);
      exchange.wire().finish();
      exchange.closeAfter();
    };
  }

  private LoadClient client(int port) {
    return new LoadClient(loop, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private Outcome send(LoadClient client, String method) throws Exception {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    loop.execute(() -> client.send(LoadClient.request(method, "/x"), outcome::complete));
    return outcome.get(SOON.toSeconds(), TimeUnit.SECONDS);
  }
}
