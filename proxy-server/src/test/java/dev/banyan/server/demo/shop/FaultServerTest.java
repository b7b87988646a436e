package dev.banyan.server.demo.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultServerTest {
  private final FaultSwitch faults = new FaultSwitch();
  private EventLoopGroup loop;
  private FaultServer server;

  @BeforeEach
  void start() {
    loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    server = FaultServer.start(loop.next(), faults, 0);
  }

  @AfterEach
  void stop() {
    server.close();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @ParameterizedTest
  @EnumSource
  void breaksInEveryWayAndMends(Fault fault) {
    RawResponse broken = ask("POST /faults/" + fault.label());

    assertEquals(200, broken.status());
    assertEquals("The new shop " + fault.description() + ".\n", broken.text());
    assertEquals(fault, faults.fault());

    assertEquals("The new shop is healthy.\n", ask("POST /mend").text());
    assertNull(faults.fault());
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /faults/nonsense", "GET /faults/hang", "POST /faults", "GET /mend"})
  void anythingElseTellsWhatThereIsAndChangesNothing(String request) {
    RawResponse response = ask(request);

    assertEquals(404, response.status());
    assertTrue(response.text().contains("POST /faults/hang "), response.text());
    assertNull(faults.fault());
  }

  @Test
  void theRootTellsTheStateAndWhatThereIs() {
    faults.set(Fault.SLOW);

    String text = ask("GET /").text();

    assertTrue(text.startsWith("The new shop is slow"), text);
    assertTrue(text.contains("POST /mend"), text);
  }

  private RawResponse ask(String request) {
    try (RawClient client = RawClient.connect(server.address().getPort())) {
      return client.send(request + " HTTP/1.1\r\nHost: shop\r\n\r\n").readResponse();
    }
  }
}
