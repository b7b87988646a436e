package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Ending;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random damage to valid requests, cut at random: Banyan never answers 5xx but for a version or
 * method it doesn't know, never hangs, and forwards nothing that its strict origin can't read.
 */
class FuzzTest {
  private static final int ROUNDS = 1_500;
  private static final String[] VALID = {
    "GET /a?b=c HTTP/1.1\r\nHost: a\r\nCookie: x=y\r\n\r\n",
    "POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
    "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;x\r\nhello\r\n0\r\nX: 1\r\n\r\n",
    "PUT /d HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nhi",
  };
  private static final String ODD = "\r\n\t :;,/\u0000\u007f\u00ff0f#@%";

  @Test
  void damageIsNeverForwardedAndNeverBreaksTheEdge() {
    long seed = Long.getLong("banyan.fuzz.seed", 20_261_122L);
    try (Edge edge =
        Edge.limited(Edge.SIGNED, "{ header-timeout: 30s, body-timeout: 30s, half-close: 30s }")) {
      for (int round = 0; round < ROUNDS; round++) {
        SplittableRandom random = new SplittableRandom(seed + round);
        String sent = damaged(random);
        try (RawClient client = edge.client()) {
          assertEndsWell(client, sent, random, "seed " + (seed + round) + ": " + sent);
        }
      }
      assertEquals(List.of(), edge.origin().log().malformedRequests(), "seed " + seed);
      edge.assertServesOthers();
    }
  }

  /** The FIN behind the bytes makes each exchange end, whatever was understood. */
  private static void assertEndsWell(
      RawClient client, String sent, SplittableRandom random, String what) {
    byte[] bytes = sent.getBytes(StandardCharsets.ISO_8859_1);
    int from = 0;
    boolean taken = true;
    while (from < bytes.length && taken) {
      int end = from + random.nextInt(1, bytes.length - from + 1);
      byte[] piece = Arrays.copyOfRange(bytes, from, end);
      taken = client.trySend(new String(piece, StandardCharsets.ISO_8859_1));
      from = end;
    }
    if (taken) {
      client.halfClose();
    }
    RawResponse answer = client.readResponse();
    while (answer.complete()) {
      int status = answer.status();
      assertTrue(status < 500 || status == 501 || status == 505, what + " -> " + answer);
      answer = client.readResponse();
    }
    assertTrue(answer.ending() != Ending.MALFORMED, what + " -> " + answer);
  }

  private static String damaged(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      text.append(VALID[random.nextInt(VALID.length)]);
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(text.length());
      char odd = ODD.charAt(random.nextInt(ODD.length()));
      switch (random.nextInt(4)) {
        case 0 -> text.setCharAt(at, odd);
        case 1 -> text.insert(at, odd);
        case 2 -> text.deleteCharAt(at);
        default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 12)));
      }
    }
    return text.toString();
  }
}
