package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.RecordedRequest;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which fields travel on, and in which order (RFC 9110 section 7.6.1). */
class ForwardedFieldsTest {
  @Test
  void fieldsOfTheConnectionEndHereOnTheWayUp() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      client.send(
          "GET /a?b=%20c HTTP/1.1\r\nhOsT: shop.example:81\r\nX-A: 1\r\nConnection: keep-alive,"
              + " X-Gone\r\nKeep-Alive: timeout=5\r\nx-gone: 1\r\nProxy-Connection: close\r\n"
              + "Upgrade: h2c\r\nX-B: 1\r\nX-A:  2 \r\nx-a: 3\r\nCookie: a=b\r\n\r\n");
      assertEquals(200, client.readResponse().status());
      RecordedRequest seen = edge.origin().requests().get(0);
      assertEquals("/a?b=%20c", seen.target());
      assertEquals(List.of("shop.example:81"), seen.headers().values("Host"));
      assertEquals(List.of("1", "2", "3"), seen.headers().values("X-A"));
      assertEquals(
          List.of("hOsT", "X-A", "X-B", "X-A", "x-a", "Cookie"),
          seen.headers().lines().stream()
              .map(line -> line.substring(0, line.indexOf(':')))
              .takeWhile(name -> !name.equals("X-Forwarded-For"))
              .toList());
      edge.assertServes(client);
    }
  }

  @Test
  void fieldsOfTheConnectionEndHereOnTheWayDown() {
    Answer answer =
        Answer.ok("hello")
            .header("Set-Cookie", "a=1")
            .header("Connection", "X-Gone, keep-alive")
            .header("X-Gone", "1")
            .header("Keep-Alive", "timeout=5")
            .header("X-Kept", "1")
            .header("Date", "Sun, 06 Nov 1994 08:49:37 GMT")
            .header("Set-Cookie", "b=2");
    try (Edge edge = Edge.of(answer);
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      RawResponse seen = client.readResponse();
      assertEquals(
          List.of(
              "Set-Cookie: a=1",
              "X-Kept: 1",
              "Date: Sun, 06 Nov 1994 08:49:37 GMT",
              "Set-Cookie: b=2",
              "Content-Length: 5"),
          seen.headers().lines().subList(0, 5));
      assertEquals("hello", seen.text());
    }
  }

  /** RFC 9110 section 6.6.1. */
  @Test
  void anAnswerWithoutADateIsGivenOne() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      List<String> dates = client.readResponse().headers().values("Date");
      assertEquals(1, dates.size());
      Instant date = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(dates.get(0)));
      assertFalse(date.isBefore(before) || date.isAfter(Instant.now()), dates::toString);
      edge.assertServes(client);
    }
  }

  @Test
  void whatIsCompressedStaysSo() {
    byte[] bytes = {31, (byte) 139, 8, 0, 0, 0, 0, 0, 0, 3, 75, 4, 0, 67, (byte) 190};
    Payload body = Payload.of(bytes);
    Answer answer =
        Answer.status(200).body(body).header("Content-Encoding", "gzip").header("ETag", "\"a\"");
    try (Edge edge = Edge.of(answer);
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip, br\r\n\r\n");
      RawResponse seen = client.readResponse();
      assertEquals("gzip", seen.header("Content-Encoding"));
      assertEquals("\"a\"", seen.header("ETag"));
      assertEquals(body.sha256(), seen.body().sha256());
      RecordedRequest asked = edge.origin().requests().get(0);
      assertEquals(List.of("gzip, br"), asked.headers().values("Accept-Encoding"));
    }
  }

  @Test
  void aTargetInAbsoluteFormIsForwardedInOriginForm() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      client.send("GET http://shop.example/a?b HTTP/1.1\r\nHost: shop.example\r\n\r\n");
      assertEquals(200, client.readResponse().status());
      RecordedRequest seen = edge.origin().requests().get(0);
      assertEquals("/a?b", seen.target());
      assertEquals(List.of("shop.example"), seen.headers().values("Host"));
      edge.assertServes(client);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "x:80, x",
    "x, x:80",
    "x:, x",
    "X.Example, x.example:80",
    "x.example., x.example",
    "[::1], [0:0::1]:80",
  })
  void aTargetAndAHostThatSpellOneAuthorityInTwoWaysAreForwardedAsTheTarget(
      String target, String host) {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      client.send("GET http://" + target + "/a HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
      assertEquals(200, client.readResponse().status());
      RecordedRequest seen = edge.origin().requests().get(0);
      assertEquals(List.of(target), seen.headers().values("Host"));
      assertEquals(List.of(target), seen.headers().values("X-Forwarded-Host"));
      edge.assertServes(client);
    }
  }

  @Test
  void theTargetsHostStandsInForAMissingHostField() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      client.send("GET http://shop.example:81/a HTTP/1.0\r\n\r\n");
      assertEquals(200, client.readResponse().status());
      assertEquals(
          List.of("shop.example:81"), edge.origin().requests().get(0).headers().values("Host"));
    }
  }

  @Test
  void hostNamesTheEndpointWhereTheTableSaysSo() {
    try (Edge edge = Edge.backend(Edge.SIGNED, "host: rewrite");
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n");
      assertEquals(200, client.readResponse().status());
      assertEquals(
          List.of("127.0.0.1:" + edge.origin().port()),
          edge.origin().requests().get(0).headers().values("Host"));
    }
  }
}
