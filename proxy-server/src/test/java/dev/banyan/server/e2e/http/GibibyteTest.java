package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** 1 GiB goes up and down through a JVM with 64 MiB of heap and 32 MiB of direct memory. */
@Tag("slow")
class GibibyteTest {
  private static final Payload BODY = Payload.generated(1L << 30, 64);

  @Test
  void aGibibyteGoesUpAndAnotherComesDown() throws Exception {
    String digest = BODY.sha256();
    try (RawOrigin origin = RawOrigin.start("app", Answer.status(200).body(BODY).chunked(60_000));
        SmallProxy proxy = SmallProxy.start(origin.port(), 64, 32);
        RawClient client = proxy.client()) {
      client.send("PUT /big HTTP/1.1\r\nHost: a\r\nContent-Length: " + BODY.length() + "\r\n\r\n");
      client.send(BODY);
      RawResponse answer = client.readResponse();
      assertEquals(200, answer.status());
      assertEquals(digest, origin.requests().get(0).body().sha256(), "on the way up");
      assertEquals(BODY.length(), answer.body().length());
      assertEquals(digest, answer.body().sha256(), "on the way down");
      origin.behave(Answer.ok("next"));
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals("next", client.readResponse().text());
      assertTrue(proxy.alive());
    }
  }
}
