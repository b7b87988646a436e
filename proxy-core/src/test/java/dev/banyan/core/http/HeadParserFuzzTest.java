package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random and damaged heads: the parser never throws, says why it refuses, accepts nothing with a
 * bare line end, and never looks behind the head.
 */
class HeadParserFuzzTest {
  private static final int CASES = 50_000;
  private static final String ALPHABET =
      "GET /:\r\n\r\n HTTP/1.1\t\0;,%\\#?*[]@aZ09\u007f\u0080\u00ff";
  private static final String[] SOUND = {
    "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "POST http://a:80/b?c HTTP/1.1\r\nHost: a:80\r\nContent-Length: 5\r\n\r\n",
    "PUT /b HTTP/1.1\r\nhost: [::1]\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nSet-Cookie: a=b\r\n\r\n",
    "OPTIONS * HTTP/1.0\r\nConnection: close, te\r\nTE: trailers\r\n\r\n",
  };

  private static final RequestHead TRAILED = Heads.get("a", "/", "Transfer-Encoding: chunked");

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final HeadParser parser = new HeadParser(HeadLimits.DEFAULT);
  private int accepted;

  @Test
  void randomBytes() {
    for (int i = 0; i < CASES; i++) {
      byte[] head = new byte[random.nextInt(80)];
      for (int at = 0; at < head.length; at++) {
        head[at] = (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      }
      check(head);
    }
  }

  @Test
  void damagedHeads() {
    for (int i = 0; i < CASES; i++) {
      check(damaged(Ascii.bytes(SOUND[random.nextInt(SOUND.length)])));
    }
    assertNotEquals(0, accepted, () -> "seed " + seed);
  }

  private byte[] damaged(byte[] sound) {
    byte[] head = sound;
    for (int hits = random.nextInt(4); hits > 0; hits--) {
      int at = random.nextInt(head.length);
      byte b = (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      switch (random.nextInt(3)) {
        case 0 -> head[at] = b;
        case 1 -> {
          head = Arrays.copyOf(head, head.length + 1);
          System.arraycopy(head, at, head, at + 1, head.length - at - 1);
          head[at] = b;
        }
        default -> {
          byte[] shorter = Arrays.copyOf(head, head.length - 1);
          System.arraycopy(head, at + 1, shorter, at, shorter.length - at);
          head = shorter;
        }
      }
    }
    return head;
  }

  /** The head is parsed once alone, and once with other bytes behind it: nothing may differ. */
  private void check(byte[] head) {
    String shown = "seed " + seed + ": " + Ascii.string(head, 0, head.length);
    byte[] longer = Arrays.copyOf(head, head.length + 8);
    Arrays.fill(longer, head.length, longer.length, (byte) random.nextInt());
    assertEquals(request(head, head.length, shown), request(longer, head.length, shown), shown);
    assertEquals(response(head, head.length, shown), response(longer, head.length, shown), shown);
    parser.parseTrailers(head, head.length, TRAILED);
  }

  private String request(byte[] bytes, int length, String shown) {
    RequestHead head = parser.parseRequest(bytes, length);
    if (head == null) {
      assertNotNull(parser.violation(), shown);
      return parser.violation().name();
    }
    accepted++;
    assertTrue(head.pathStart() < head.pathEnd(), shown);
    assertTrue(head.pathEnd() <= head.targetEnd() && head.targetEnd() < length, shown);
    assertTrue(head.hostStart() <= head.hostEnd() && head.hostEnd() <= length, shown);
    assertTrue(head.hostEnd() <= head.authorityEnd(), shown);
    return head.methodToken() + head.pathAndQuery() + head.host() + head.framing() + fields(head);
  }

  private String response(byte[] bytes, int length, String shown) {
    ResponseHead head = parser.parseResponse(bytes, length);
    if (head == null) {
      assertNotNull(parser.violation(), shown);
      return parser.violation().name();
    }
    accepted++;
    assertTrue(head.status() >= 100 && head.status() <= 599, shown);
    return head.status()
        + " "
        + parser.framing(head, false)
        + parser.framing(head, true)
        + fields(head);
  }

  private static String fields(MessageHead head) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < head.fieldCount(); i++) {
      String field = head.name(i) + "=" + head.value(i);
      assertTrue(field.indexOf('\r') < 0 && field.indexOf('\n') < 0 && field.indexOf('\0') < 0);
      all.append('|').append(field).append(HopByHop.endsHere(head, i));
    }
    return all.append(HopByHop.keepsAlive(head)).toString();
  }
}
