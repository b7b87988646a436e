package dev.banyan.server.e2e.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.config.LoadedTable;
import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.FreePort;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An edit that moves a port from all addresses to one of them, or back. */
class OverlappingPortTest {
  @ParameterizedTest
  @CsvSource({"'', 127.0.0.1:", "127.0.0.1:, ''", "0.0.0.0:, 127.0.0.1:"})
  void isTakenWithoutARequestLost(String before, String after) throws Exception {
    int port = FreePort.pick();
    try (RawOrigin origin = RawOrigin.start(Answer.ok("hello"));
        TestProxy proxy =
            TestProxy.start(table(before + port, origin), new BanyanOptions(2, false))) {
      AtomicBoolean stop = new AtomicBoolean();
      AtomicBoolean lost = new AtomicBoolean();
      Thread load =
          new Thread(() -> {
            while (!stop.get()) {
              try {
                assertServed(port);
              } catch (RuntimeException | AssertionError e) {
                lost.set(true);
              }
            }
          });
      load.start();
      proxy.banyan().reload(table(after + port, origin)).get(20, TimeUnit.SECONDS);
      TimeUnit.MILLISECONDS.sleep(1_200);
      stop.set(true);
      load.join();
      assertEquals(1, proxy.banyan().listeners().size());
      assertEquals(false, lost.get());
      assertServed(port);
    }
  }

  private static void assertServed(int port) {
    try (RawClient client = RawClient.connect(port)) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertEquals("hello", client.readResponse().text());
    }
  }

  private static LoadedTable table(String listen, RawOrigin origin) {
    return TestProxy.load(
        "listen: '"
            + listen
            + "'\nadmin: off\naccess-log: off\ndrain: 100ms\ndrain-delay: 0s\n"
            + "backends: { app: 'http://127.0.0.1:"
            + origin.port()
            + "' }\nlegacy: app\n");
  }
}
