package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.RawClient;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WebDAV behind a route that strips a prefix (RFC 4918 sections 10.3 and 10.4). */
class DestinationTest {
  private static final String TABLE =
      """
      backends: { app: LEGACY }
      legacy: app
      routes:
        - { name: dav, match: { path: /dav/** }, rewrite: { strip-prefix: /dav } }
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Destination | http://shop.example/dav/b          | http://shop.example/b
          Destination | http://shop.example:80/dav/b?c     | http://shop.example:80/b?c
          Destination | HTTP://Shop.Example/dav            | HTTP://Shop.Example/
          Destination | /dav/b%20c                         | /b%20c
          Destination | http://shop.example/davy/b         | http://shop.example/davy/b
          Destination | http://other.example/dav/b         | http://other.example/dav/b
          Destination | http://shop.example/dav/../admin   | http://shop.example/dav/../admin
          Destination | //shop.example/dav/b               | //shop.example/dav/b
          If | <http://shop.example/dav/b> (<urn:x:1> ["/dav/)"]) </dav/c> (Not <DAV:no-lock>) | <http://shop.example/b> (<urn:x:1> ["/dav/)"]) </c> (Not <DAV:no-lock>)
          If | (<http://shop.example/dav/token>)           | (<http://shop.example/dav/token>)
          """)
  void addressesLoseThePrefixThatThePathLoses(String field, String sent, String forwarded) {
    try (Edge edge = Edge.of(Answer.status(201), TABLE);
        RawClient client = edge.client()) {
      client.send(
          "MOVE /dav/a HTTP/1.1\r\nHost: shop.example\r\n" + field + ": " + sent + "\r\n\r\n");
      assertEquals(201, client.readResponse().status());
      assertEquals("/a", edge.origin().requests().get(0).target());
      assertEquals(List.of(forwarded), edge.origin().requests().get(0).headers().values(field));
    }
  }
}
