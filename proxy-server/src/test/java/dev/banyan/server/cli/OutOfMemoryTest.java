package dev.banyan.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.telemetry.MetricsText;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.OriginExchange;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process with little direct memory, many uploads to a backend that reads none of them, and a few
 * large answers that their clients take late. Answers alone can't take it all: they share an
 * eighth.
 */
@Tag("slow")
class OutOfMemoryTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int UPLOADS = 200;
  private static final int DOWNLOADS = 8;
  private static final int STAYING = 8;

  /** What is left of the 16 MiB that the JDK may have. */
  private static final long BELOW_BOUND = 12 << 20;

  /** More than the buffers of the system take on both sides of the proxy. */
  private static final long BYTES = 16 << 20;

  /** So little that the system takes little for the backend. */
  private static final int RECEIVE_BUFFER = 8 << 10;

  private final CountDownLatch reading = new CountDownLatch(1);
  private final RawOrigin origin =
      RawOrigin.start(
          "app",
          RECEIVE_BUFFER,
          Behaviors.when(
              exchange -> exchange.target().equals("/large"),
              Answer.ok("").body(Payload.generated(BYTES, 1)),
              Behaviors.when(
                  exchange -> exchange.target().equals("/upload"),
                  this::readLate,
                  Answer.ok("here"))));
  private final List<RawClient> clients = new ArrayList<>();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    reading.countDown();
    clients.forEach(RawClient::close);
    origin.close();
  }

  @Test
  void connectionsAreClosedOrAnswered503NothingHangsAndAllIsWellLater() throws Exception {
    ForkedBanyan.Setting small =
        new ForkedBanyan.Setting(List.of("-Xmx256m", "-XX:MaxDirectMemorySize=16m"), 0);
    try (ForkedBanyan banyan = ForkedBanyan.start(folder, small, "run", table().toString())) {
      int port = port(banyan, "listening");
      int admin = port(banyan, "admin");
      List<RawClient> downloads = new ArrayList<>();
      for (int i = 0; i < DOWNLOADS; i++) {
        RawClient client = connect(port);
        client.trySend("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
        downloads.add(client);
      }
      List<RawClient> uploads = new ArrayList<>();
      for (int i = 0; i < UPLOADS; i++) {
        RawClient client = connect(port);
        upload(client);
        uploads.add(client);
      }
      Await.until(
          "memory has run out",
          SOON,
          () -> metrics(admin).value("banyan_direct_memory_failures_total") > 0);
      // At the JDK's own bound the loops would sleep for half a second before each failure.
      assertEquals(BELOW_BOUND, metrics(admin).value("banyan_direct_memory_bytes_max"));
      assertEquals("ok\n", ask(admin, "/healthz"));

      uploads.subList(STAYING, UPLOADS).forEach(RawClient::reset);
      reading.countDown();
      for (RawClient client : downloads) {
        assertWholeOrFailed(client, BYTES);
      }
      for (RawClient client : uploads.subList(0, STAYING)) {
        assertWholeOrFailed(client, Long.toString(BYTES).length());
      }
      assertEquals(2, banyan.messages().split("direct memory has run out", -1).length);

      Await.until("requests are served again", SOON, () -> served(port));
      Await.until("memory is free again", SOON, () -> used(admin) < 0.5);
      assertFalse(banyan.messages().contains("ERROR"), banyan::messages);
      banyan.signal("TERM");
      assertEquals(0, banyan.awaitExit(), banyan::messages);
    }
  }

  private RawClient connect(int port) {
    RawClient client = RawClient.connect(port).timeout(SOON);
    clients.add(client);
    return client;
  }

  /** Sends until all is sent, or the connection has ended. */
  private static void upload(RawClient client) {
    Thread sender =
        new Thread(() -> {
          try {
            client.send(
                "POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: " + BYTES + "\r\n\r\n");
            client.send(Payload.generated(BYTES, 1));
          } catch (UncheckedIOException e) {
            // The proxy, or the test, has closed it.
          }
        });
    sender.setDaemon(true);
    sender.start();
  }

  /** Reads no body before it may, and answers how long it was. */
  private void readLate(OriginExchange exchange) throws IOException {
    try {
      reading.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Answer.ok(Long.toString(exchange.readBody().length())).handle(exchange);
  }

  private static void assertWholeOrFailed(RawClient client, long length) {
    RawResponse answer = read(client);
    if (answer != null && answer.complete() && answer.status() == 200) {
      assertEquals(length, answer.body().length());
    } else if (answer != null && answer.complete()) {
      assertTrue(answer.status() >= 500, answer::toString);
    }
    client.close();
  }

  @Test
  void healthAndMetricsAreAnsweredWhereNoConnectionGetsABuffer() throws Exception {
    // Less than the smallest piece of memory that buffers are cut from, and enough for event loops.
    ForkedBanyan.Setting none =
        new ForkedBanyan.Setting(List.of("-Xmx256m", "-Dio.netty.maxDirectMemory=100000"), 0);
    try (ForkedBanyan banyan = ForkedBanyan.start(folder, none, "run", table().toString())) {
      int port = port(banyan, "listening");
      int admin = port(banyan, "admin");
      try (RawClient client = RawClient.connect(port).timeout(SOON)) {
        client.trySend("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertFalse(client.readResponse().complete());
      }

      assertEquals("ok\n", ask(admin, "/healthz"));
      assertTrue(metrics(admin).value("banyan_direct_memory_failures_total") > 0);
    }
  }

  private static RawResponse read(RawClient client) {
    try {
      return client.readResponse();
    } catch (UncheckedIOException e) {
      return null;
    }
  }

  private static boolean served(int port) {
    try (RawClient client = RawClient.connect(port).timeout(SOON)) {
      RawResponse answer = client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").readResponse();
      return answer.complete() && answer.text().equals("here");
    }
  }

  private static double used(int admin) {
    MetricsText metrics = metrics(admin);
    return metrics.value("banyan_direct_memory_bytes")
        / metrics.value("banyan_direct_memory_bytes_max");
  }

  private static MetricsText metrics(int admin) {
    return MetricsText.parse(ask(admin, "/metrics"));
  }

  private static String ask(int admin, String path) {
    try (RawClient client = RawClient.connect(admin).timeout(SOON)) {
      client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals(200, answer.status(), answer::toString);
      return answer.text();
    }
  }

  private static int port(ForkedBanyan banyan, String what) {
    return Integer.parseInt(banyan.awaitMessage(what + " on 127\\.0\\.0\\.1:([0-9]+)"));
  }

  private Path table() throws IOException {
    return Files.writeString(
        folder.resolve("routes.yaml"),
        """
        listen: 127.0.0.1:0
        admin: 127.0.0.1:0
        access-log: off
        drain-delay: 0s
        limits: { body-timeout: 10m, write-timeout: 10m }
        backends: { old: { url: 'http://127.0.0.1:%d', timeout: 10m, stream-idle: 10m } }
        legacy: old
        """
            .formatted(origin.port()));
  }
}
