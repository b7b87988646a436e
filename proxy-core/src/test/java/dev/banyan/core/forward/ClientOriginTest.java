package dev.banyan.core.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.http.AddressBlock;
import dev.banyan.core.http.Heads;
import dev.banyan.core.http.IpAddress;
import dev.banyan.core.http.RequestHead;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom a request comes from: believed of trusted proxies, and of nobody else. */
class ClientOriginTest {
  private static final TrustedProxies PROXIES =
      new TrustedProxies(List.of(AddressBlock.parse("10.0.0.0/8"), AddressBlock.parse("fd00::/8")));

  private static Peer peer(String address) {
    return new Peer(Objects.requireNonNull(IpAddress.parse(address)), false, 8080);
  }

  private static ClientOrigin origin(String peer, String... fields) {
    return ClientOrigin.of(Heads.get("shop.example", "/", fields), peer(peer), PROXIES);
  }

  @Test
  void nothingIsBelievedOfAStranger() {
    ClientOrigin origin =
        origin(
            "192.0.2.9",
            "X-Forwarded-For: 10.0.0.1",
            "X-Forwarded-Proto: https",
            "X-Forwarded-Host: evil.example",
            "X-Forwarded-Port: 1",
            "Forwarded: for=10.0.0.2;proto=https;host=evil.example");

    assertFalse(origin.trusted());
    assertEquals("192.0.2.9", origin.text());
    assertEquals("http", origin.scheme());
    assertEquals("shop.example", origin.host().toString());
    assertEquals(80, origin.port());
  }

  static Stream<Arguments> chains() {
    return Stream.of(
        Arguments.of("10.1.1.1", "192.0.2.1", "192.0.2.1"),
        Arguments.of("10.1.1.1", "10.9.9.9, 192.0.2.1", "192.0.2.1"),
        Arguments.of("10.1.1.1", "192.0.2.1, 10.9.9.9", "192.0.2.1"),
        Arguments.of("10.1.1.1", "203.0.113.5, 192.0.2.1 ,10.9.9.9", "192.0.2.1"),
        Arguments.of("10.1.1.1", "10.2.2.2,10.3.3.3", "10.2.2.2"),
        Arguments.of("10.1.1.1", "192.0.2.1:4711", "192.0.2.1"),
        Arguments.of("10.1.1.1", "[2001:db8::1]:4711, 10.9.9.9", "2001:db8::1"),
        Arguments.of("10.1.1.1", "2001:db8::1", "2001:db8::1"),
        Arguments.of("fd00::1", "192.0.2.1", "192.0.2.1"),
        Arguments.of("::ffff:10.1.1.1", "::ffff:192.0.2.1", "192.0.2.1"),
        Arguments.of("10.1.1.1", "unknown", "10.1.1.1"),
        Arguments.of("10.1.1.1", "192.0.2.1, unknown, 10.9.9.9", "10.9.9.9"),
        Arguments.of("10.1.1.1", "192.0.2.1, , 10.9.9.9", "10.9.9.9"),
        Arguments.of("10.1.1.1", "", "10.1.1.1"),
        Arguments.of("10.1.1.1", "10.0.0.5 10.0.0.6", "10.1.1.1"));
  }

  @ParameterizedTest
  @MethodSource("chains")
  void theClientIsTheFirstHopThatIsNoTrustedProxy(String peer, String chain, String client) {
    assertEquals(client, origin(peer, "X-Forwarded-For: " + chain).text());
  }

  @Test
  void severalLinesAreOneChain() {
    ClientOrigin origin =
        origin(
            "10.1.1.1",
            "X-Forwarded-For: 203.0.113.5",
            "X-Other: 1",
            "x-forwarded-for: 192.0.2.1, 10.7.7.7");

    assertEquals("192.0.2.1", origin.text());
  }

  @Test
  void theChainIsFollowedAsFarAsANaiveReaderSays() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] hops = {"10.1.1.1", "10.2.2.2", "192.0.2.1", "203.0.113.5", "fd00::7", "unknown"};
    for (int i = 0; i < 3_000; i++) {
      String[] chain = new String[random.nextInt(1, 6)];
      for (int hop = 0; hop < chain.length; hop++) {
        chain[hop] = hops[random.nextInt(hops.length)];
      }
      String written = String.join(random.nextBoolean() ? ", " : ",", chain);
      String[] fields = {"X-Forwarded-For: " + written};
      if (random.nextBoolean()) {
        fields = written.split(",", 2);
        for (int line = 0; line < fields.length; line++) {
          fields[line] = "X-Forwarded-For: " + fields[line].strip();
        }
      }
      assertEquals(
          naive("10.8.8.8", chain), origin("10.8.8.8", fields).text(), "seed " + seed + written);
    }
  }

  private static String naive(String peer, String[] chain) {
    String client = peer;
    for (int i = chain.length - 1; i >= 0; i--) {
      boolean trusted = client.startsWith("10.") || client.startsWith("fd00:");
      if (!trusted || chain[i].equals("unknown")) {
        return client;
      }
      client = chain[i];
    }
    return client;
  }

  @Test
  void aChainWithoutEndIsNotFollowedForEver() {
    String chain = "192.0.2.1" + ", 10.0.0.1".repeat(500);

    assertEquals("10.0.0.1", origin("10.1.1.1", "X-Forwarded-For: " + chain).text());
  }

  @Test
  void aTrustedPeerSaysWhatTheClientAskedFor() {
    ClientOrigin origin =
        origin(
            "10.1.1.1",
            "X-Forwarded-For: 192.0.2.1",
            "X-Forwarded-Proto: HTTPS",
            "X-Forwarded-Host: www.example:8443, inner.example",
            "X-Forwarded-Port: 9443");

    assertTrue(origin.trusted());
    assertTrue(origin.secure());
    assertEquals("www.example:8443", origin.host().toString());
    assertEquals(9443, origin.port());
  }

  @ParameterizedTest
  @CsvSource({
    "shop.example, http, 80",
    "shop.example, https, 443",
    "shop.example:81, https, 81",
    "[2001:db8::1]:82, http, 82",
    "[2001:db8::1], ftp, 80"
  })
  void thePortIsTheNamedOneOrThatOfTheScheme(String host, String scheme, int port) {
    ClientOrigin origin =
        origin("10.1.1.1", "X-Forwarded-Proto: " + scheme, "X-Forwarded-Host: " + host);

    assertEquals(port, origin.port());
  }

  @ParameterizedTest
  @CsvSource({"''", "0", "65536", "-1", "8x", "99999999999"})
  void aPortThatIsNoneIsNotBelieved(String port) {
    assertEquals(80, origin("10.1.1.1", "X-Forwarded-Port: " + port).port());
  }

  @ParameterizedTest
  @CsvSource({"a b", "user@host", "host:port", "'host/path'", "''"})
  void aHostThatIsNoneIsNotBelieved(String host) {
    assertEquals("shop.example", origin("10.1.1.1", "X-Forwarded-Host: " + host).host().toString());
  }

  @Test
  void aRequestWithoutHostHasThePortThatItCameTo() {
    RequestHead head = Heads.request("GET / HTTP/1.0\n");
    ClientOrigin origin = ClientOrigin.of(head, peer("192.0.2.9"), PROXIES);

    assertTrue(origin.host().isEmpty());
    assertEquals(8080, origin.port());
  }

  @Test
  void forwardedCountsWhereThereIsNoOtherChain() {
    ClientOrigin origin =
        origin(
            "10.1.1.1",
            "Forwarded: for=203.0.113.5;proto=http;host=evil.example, "
                + "For=\"[2001:db8::1]:4711\" ; Proto=https;HOST=\"www.example:8443\";by=_x",
            "Forwarded: for=10.9.9.9;proto=http");

    assertEquals("2001:db8::1", origin.text());
    assertEquals("https", origin.scheme());
    assertEquals("www.example:8443", origin.host().toString());
    assertEquals(8443, origin.port());
  }

  @Test
  void aForwardedThatCameThroughAProxyOfTheOtherKindIsNotBelieved() {
    ClientOrigin origin =
        origin("10.1.1.1", "Forwarded: for=10.0.0.1", "X-Forwarded-For: 192.0.2.1");

    assertEquals("192.0.2.1", origin.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for",
        "for=",
        "=1.2.3.4",
        "for=1.2.3.4,",
        "for=1.2.3.4;",
        "for=1.2.3.4 proto=http",
        "for=\"1.2.3.4",
        "for=1.2.3.4;;proto=http",
        "for=[2001:db8::1]"
      })
  void aForwardedThatBreaksItsGrammarIsNotBelieved(String value) {
    ClientOrigin origin = origin("10.1.1.1", "Forwarded: " + value);

    assertEquals("10.1.1.1", origin.text());
    assertEquals("http", origin.scheme());
  }

  @Test
  void escapesInQuotedStringsAreUndone() {
    assertEquals("192.0.2.1", origin("10.1.1.1", "Forwarded: for=\"192.0\\.2.1\"").text());
    assertEquals("10.1.1.1", origin("10.1.1.1", "Forwarded: for=\"192.0.2.1\\").text());
  }
}
