package dev.banyan.core.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.Heads;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.routing.PathPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where redirects lead. */
class RedirectTest {
  private static final PathPattern BELOW = PathPattern.parse("/old/{id}/**");

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # the query stays unless the target has its own
          https://new.example                    | /old/7?q=1 | https://new.example/?q=1
          https://new.example?                   | /old/7?q=1 | https://new.example/
          https://new.example/a/{id}             | /old/7?q=1 | https://new.example/a/7?q=1
          https://new.example/a?z=1&{query}      | /old/7?q=1 | https://new.example/a?z=1&q=1
          https://new.example:8443/a#top         | /old/7?q=1 | https://new.example:8443/a?q=1#top
          # the same host
          /new/{id}/{**}                         | /old/7/x   | /new/7/x
          https://{host}{path}                   | /old/7/x?y | https://shop.example/old/7/x?y
          https://www.{host}:8443{path}          | /old/7     | https://www.shop.example:8443/old/7
          {scheme}://new.example{path}           | /old/7     | https://new.example/old/7
          # what a client sent leads nowhere else
          /{**}                                  | /old/7//evil.example    | /evil.example
          /{**}                                  | /old/7/\\evil.example   | /evil.example
          https://new.example/{**}               | /old/7//x               | https://new.example//x
          https://new.example/a/{**}             | /old/7/../../old/8/x    | https://new.example/a/x
          https://new.example/{id}               | /old/7%2F8/x            | 400
          https://new.example/?i={id}            | /old/7&a=1              | https://new.example/?i=7%26a%3D1
          # only what a URI may hold is sent
          https://new.example/{**}               | /old/7/a\\b             | https://new.example/a%5Cb
          https://new.example/{**}               | /old/7/%0d%0aX:1        | https://new.example/%0d%0aX:1
          https://new.example/{**}               | /old/7/"<caf\u00c3\u00a9>"?"| https://new.example/%22%3Ccaf%C3%A9%3E%22?%22
          https://new.example/{**}               | /old/7/%zz              | https://new.example/%25zz
          """,
      quoteCharacter = '\'',
      delimiter = '|')
  void aRedirectLeadsWhereItSays(String to, String target, String location) {
    RouteActions actions = RouteActions.builder().answer(Redirect.of(308, to, BELOW)).build();
    RequestHead head = Heads.get("shop.example", target);
    String refusal = new Forwarding(BELOW, actions).refusal(head);

    assertEquals(location, refusal.isEmpty() ? location(actions, head) : refusal);
  }

  private static String location(RouteActions actions, RequestHead head) {
    OwnAnswer answer = actions.answer().answer(head, Forwarding.values(head));
    String line = Ascii.string(answer.fields(), 0, answer.fields().length);
    assertEquals(308, answer.status());
    assertEquals(0, answer.body().length);
    return line.replaceFirst("^Location: (.*)\r\n$", "$1");
  }

  @Test
  void aRequestWithoutAHostCantBeSentToItsHost() {
    Redirect redirect = Redirect.of(307, "https://{host}{path}", PathPattern.ANY);
    RequestHead head = Heads.request("GET /x HTTP/1.0\n");

    assertEquals(false, redirect.admits(head, Forwarding.values(head)));
  }

  @Test
  void theStarOfOptionsIsSentToTheRoot() {
    Redirect redirect = Redirect.of(308, "https://{host}{path}", PathPattern.ANY);
    RequestHead head = Heads.of("OPTIONS", "shop.example", "*");
    byte[] fields = redirect.answer(head, Forwarding.values(head)).fields();

    assertEquals("Location: https://shop.example/\r\n", Ascii.string(fields, 0, fields.length));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          new.example        | new.example (expected: https://HOST/PATH, or a path that begins with one /)
          //new.example/a    | //new.example/a (expected: https://HOST/PATH, or a path that begins with one /)
          ftp://new.example  | ftp://new.example (expected: http://, https:// or {scheme}://)
          javascript:alert() | javascript:alert() (expected: https://HOST/PATH, or a path that begins with one /)
          https:///a         | https:///a (expected: a host with an optional port, or {host})
          https://a@b/c      | https://a@b/c (expected: a host with an optional port, or {host})
          https://{id}.b/c   | {id} (expected: in the host of an address no name but {host})
          https://a/{idd}    | {idd} (expected: {id}, {**}, {host}, {path})
          https://a/#{id}    | #{id} (expected: no names behind #)
          {id}/a             | {id}/a (expected: begins with /)
          """)
  void whatIsNoTargetIsRefused(String to, String message) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> Redirect.of(308, to, BELOW));

    assertEquals(message, e.getMessage());
  }
}
