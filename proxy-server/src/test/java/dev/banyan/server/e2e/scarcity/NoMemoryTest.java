package dev.banyan.server.e2e.scarcity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.server.names.NameSources;
import dev.banyan.server.transport.StingyBuffers;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whichever buffer of an exchange can't be had, and however many after it: the client gets a whole
 * and right answer, an error or a close, soon; the next client is served as if nothing had been.
 */
class NoMemoryTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int MOST_BUFFERS = 2_000;
  private static final String BODY = "0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n".repeat(3_000);

  private final StingyBuffers buffers = new StingyBuffers();
  private final RawOrigin legacy = RawOrigin.start(answer());
  private final RawOrigin fresh = RawOrigin.start(answer());
  private final TestProxy proxy =
      TestProxy.start(
          TestProxy.table(
              legacy,
              fresh,
              """
              limits: { idle-timeout: 10s }
              backends: { old: { url: LEGACY }, fresh: { url: NEW } }
              legacy: old
              routes:
                - name: all
                  match: { path: /** }
                  new: fresh
                  share: 100%
                  timeout: 10s
                  breaker: off
                  fallback: { methods: [POST] }
              """),
          new BanyanOptions(1, false, NameSources.system(), buffers));

  private static dev.banyan.testkit.Behavior answer() {
    return Behaviors.when(
        exchange -> exchange.method().equals("POST"),
        Behaviors.signed(Answer.ok("taken")),
        Behaviors.signed(Answer.ok("").body(Payload.of(BODY)).chunked(7_001)));
  }

  @AfterEach
  void close() {
    proxy.close();
    legacy.close();
    fresh.close();
  }

  /** What is sent, and what becomes of new. */
  enum Scene {
    ANSWER_IN_CHUNKS("GET / HTTP/1.1\r\nHost: a\r\n\r\n", BODY, false),
    REQUEST_IN_CHUNKS(
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "1f40\r\n"
            + "x".repeat(8_000)
            + "\r\n3\r\nabc\r\n0\r\n\r\n",
        "taken",
        false),
    LEGACY_ANSWERS_FOR_NEW(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8000\r\n\r\n" + "y".repeat(8_000),
        "taken",
        true),
    EARLY_ERROR("TRACE / HTTP/1.1\r\nHost: a\r\nMax-Forwards: x\r\n\r\n", "", false);

    private final String request;
    private final String expected;
    private final boolean newFails;

    Scene(String request, String expected, boolean newFails) {
      this.request = request;
      this.expected = expected;
      this.newFails = newFails;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBufferThatCannotBeHadCostsOneAnswerAtMost(Scene scene) {
    if (scene.newFails) {
      fresh.behave(Answer.status(503));
    }
    int skipped = 0;
    boolean failed = true;
    for (; failed && skipped < MOST_BUFFERS; skipped++) {
      failed = ask(scene, skipped, 1);
      ask(scene, skipped, Integer.MAX_VALUE);
    }
    assertTrue(skipped > 2, "buffers were asked for");
    assertTrue(skipped < MOST_BUFFERS, "there was an end");
    Await.until(
        "nothing runs any more",
        SOON,
        () -> proxy.banyan().serving().backends().values().stream().allMatch(this::atRest));
  }

  private boolean atRest(dev.banyan.server.backend.LiveBackend backend) {
    return backend.connections() == backend.idleConnections() && backend.pending() == 0;
  }

  /** Whether a buffer was asked for in vain. */
  private boolean ask(Scene scene, int skipped, int failing) {
    try (RawClient client = proxy.client().timeout(SOON)) {
      buffers.fail(skipped, failing);
      RawResponse answer = read(client, scene);
      boolean failed = buffers.relent();
      String what = scene + ", buffer " + skipped + ": " + answer;
      if (answer != null && answer.complete() && answer.status() == 200) {
        assertEquals(scene.expected, answer.text(), what);
      } else if (answer != null && answer.complete()) {
        assertTrue(answer.status() >= 400, what);
        assertTrue(failed || scene == Scene.EARLY_ERROR, what);
      } else {
        assertTrue(failed, what);
      }
      return failed;
    }
  }

  private static RawResponse read(RawClient client, Scene scene) {
    try {
      return client.send(scene.request).readResponse();
    } catch (UncheckedIOException e) {
      return null;
    }
  }
}
