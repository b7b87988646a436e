package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.Security;
import dev.banyan.testkit.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several times the memory goes up and down over TLS to the backend: a JVM has 64 and 32 MiB. */
@Tag("slow")
class BulkOverTlsTest {
  private static final Payload BODY = Payload.generated(256L << 20, 65);

  @TempDir private Path folder;

  @Test
  void whatIsLargerThanTheMemoryGoesUpAndComesDown() throws Exception {
    TestCertificate authority = TestCertificate.authority("ca");
    Path ca = folder.resolve("ca.pem");
    Files.writeString(ca, authority.certificatePem());
    String digest = BODY.sha256();
    Answer big = Answer.status(200).body(BODY).chunked(60_000);
    try (RawOrigin origin =
            RawOrigin.start("app", Security.tls(authority.issue("127.0.0.1")), big);
        SmallProxy proxy = SmallProxy.start(table(origin, ca), 64, 32);
        RawClient client = proxy.client().timeout(Duration.ofSeconds(60))) {
      client.send("PUT /big HTTP/1.1\r\nHost: a\r\nContent-Length: " + BODY.length() + "\r\n\r\n");
      client.send(BODY);
      RawResponse answer = client.readResponse();
      assertEquals(200, answer.status());
      assertEquals(digest, origin.requests().get(0).body().sha256(), "on the way up");
      assertEquals(digest, answer.body().sha256(), "on the way down");
      origin.behave(Answer.ok("next"));
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals("next", client.readResponse().text());
      assertTrue(proxy.alive());
    }
  }

  private static String table(RawOrigin origin, Path ca) {
    return """
    backends: { app: { url: '%s', connect-timeout: 20s, tls: { ca: '%s' } } }
    legacy: app
    """
        .formatted(origin.uri(), ca);
  }
}
