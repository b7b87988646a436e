package dev.banyan.core.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.Heads;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.routing.PathPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent in the place of a path that matched. */
class PathRewriteTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # a prefix goes on the border of a segment, and the result begins with a slash
          /api/x?y=1             | /x?y=1
          /api                   | /
          /api?                  | /?
          /api/                  | /
          /api/x/                | /x/
          /apis                  | other
          # dot segments
          /api/a/../b            | /a/../b
          /api/a/..              | /a/..
          /api/./a               | /./a
          /api/../api/x          | /x
          /api/a/../../api/x     | /x
          /api/%2e%2e/api/x      | 400
          /api/..                | 400
          /api/../admin          | 400
          # slashes that are merged
          /api//x                | /x
          /api///x//y            | /x/y
          /api/x//y              | /x//y
          //api/x                | 400
          # parameters
          /api/x;v=1             | /x;v=1
          /api/x;v=1/y           | /x;v=1/y
          /api/;v/x              | /;v/x
          /api;v=1/x             | 400
          /api/..;v/api/x        | 400
          # backslashes
          /api/a\\b              | /a\\b
          /api/\\x               | /x
          /api\\x                | 400
          /api/a\\..\\b          | 400
          /api/..\\api\\x        | 400
          # encoded slashes
          /api/a%2Fb             | /a%2Fb
          /api/a%5Cb             | /a%5Cb
          /api%2Fx               | 400
          /api/..%2fadmin        | 400
          /api/..%2fapi/x        | 400
          /api/a/..%2f..%2fapi/x | 400
          /api/%2fx              | /%2fx
          # double encoding
          /api/%2561             | /%2561
          /api/%252e%252e/api/x  | 400
          /api/a%252Fb           | /a%252Fb
          # non-ASCII and what need not be escaped
          /api/caf%c3%a9         | /caf%c3%a9
          /api/caf\u00c3\u00a9   | /caf\u00c3\u00a9
          /%61pi/x               | 400
          /api/%00%0d%0a         | /%00%0d%0a
          /api/%                 | /%
          /api/%zz               | /%zz
          """,
      quoteCharacter = '\'',
      delimiter = '|')
  void aPrefixIsStripped(String target, String sent) {
    assertEquals(sent, Forwarding.rewriting("/api/**", "strip /api").target(target));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /api/x?y=1             | /v2/shop/x?y=1
          /api                   | /v2/shop
          /api/                  | /v2/shop/
          /api/a/../b            | /v2/shop/a/../b
          /api/../api/x          | /v2/shop/x
          /api/../api/../api     | /v2/shop
          /api//x                | /v2/shop//x
          /api/x;v=1             | /v2/shop/x;v=1
          /api/..;/api/x         | 400
          /api/a\\b              | /v2/shop/a\\b
          /api/..\\api\\x        | 400
          /api/a%2Fb             | /v2/shop/a%2Fb
          /api/..%2Fadmin        | 400
          /api/a/..%2f..%2fapi/x | 400
          /api/%2561             | /v2/shop/%2561
          /api/%252e%252e/api/x  | 400
          /api/caf\u00c3\u00a9   | /v2/shop/caf\u00c3\u00a9
          """,
      quoteCharacter = '\'',
      delimiter = '|')
  void aPrefixIsReplaced(String target, String sent) {
    assertEquals(sent, Forwarding.rewriting("/api/**", "replace /api /v2/shop").target(target));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /a/**          | replace / /v2       | /a/x       | /v2/a/x
          /**            | replace / /v2       | /          | /v2/
          /**            | replace / /v2       | //x        | /v2//x
          /**            | replace / /v2       | /../x      | /v2/x
          /**            | replace / /v2       | /a/../../x | /v2/x
          /a/**          | replace /a /        | /a         | /
          /a/b           | strip /a            | /a/b       | /b
          /a/b           | strip /a/b          | /a/b       | /
          /a/b/          | strip /a            | /a/b/      | /b/
          /a/{id}/**     | strip /a/{id}       | /a/7/x     | /x
          /a/{id}/**     | strip /a/{id}       | /a/7%2F8/x | 400
          /a/{id}/**     | strip /a            | /a/7%2F8/x | /7%2F8/x
          /a/*/**        | strip /a/*          | /a/7/x     | /x
          /caf\u00e9/**  | strip /caf%c3%a9    | /caf%c3%A9/x | /x
          /a/**          | replace /a /\u00e9  | /a/x       | /%C3%A9/x
          """,
      delimiter = '|')
  void aPrefixIsAsLongAsItSays(String pattern, String rewrite, String target, String sent) {
    assertEquals(sent, Forwarding.rewriting(pattern, rewrite).target(target));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # the query stays unless the template has its own
          /v2/{id}               | /a/7?x=1&y      | /v2/7?x=1&y
          /v2/{id}?              | /a/7?x=1        | /v2/7
          /v2/{id}?z=1           | /a/7?x=1        | /v2/7?z=1
          /v2?z=1&{query}        | /a/7?x=1&y      | /v2?z=1&x=1&y
          /v2?z=1&{query}        | /a/7            | /v2?z=1
          /v2?{query}            | /a/7?x=1        | /v2?x=1
          /v2?{query}            | /a/7            | /v2
          # a segment goes into a path as it stood
          /v2/{id}/x             | /a/caf%c3%a9    | /v2/caf%c3%a9/x
          /v2/{id}/x             | /a/caf\u00c3\u00a9 | /v2/caf\u00c3\u00a9/x
          /v2/{id}/x             | /a/%0d%0aX:y    | /v2/%0d%0aX:y/x
          /v2/{id}/x             | /a/%00          | /v2/%00/x
          /v2/{id}/x             | /a/%3Fq%23f     | /v2/%3Fq%23f/x
          /v2/{id}/x             | /a/%2561        | /v2/%2561/x
          /v2/{id}/x             | /a/7;v=1        | /v2/7;v=1/x
          /v2/{id}.json          | /a/7;v=1        | /v2/7.json
          /v2/{id}41             | /a/7%           | 400
          /v2/{id}/x             | /a/7%2F8        | 400
          /v2/{id}/x             | /a/..           | 400
          /v2/{id}/x             | /a/7\\8         | 400
          # and into a query as one value
          /v2?id={id}            | /a/7&admin=1    | /v2?id=7%26admin%3D1
          /v2?id={id}            | /a/a+b;c        | /v2?id=a%2Bb%3Bc
          /v2?id={id}            | /a/%26%3D%2b    | /v2?id=%26%3D%2b
          /v2?id={id}            | /a/7%           | /v2?id=7%25
          /v2?id={id}            | /a/caf\u00c3\u00a9"<> | /v2?id=caf%C3%A9%22%3C%3E
          # other names
          {path}                 | /a/7            | /a/7
          /v2{path}              | /a/7            | /v2/a/7
          /sites/{host}{path}    | /a/7            | /sites/shop.example/a/7
          /v2?a={client-ip}&b={request-id}&c={method}&d={scheme} | /a/7 | /v2?a=2001:db8::7&b=a/b%2Bc%3D&c=GET&d=https
          /v2?a={route}&b={side}&c={path}&d={host} | /a/7 | /v2?a=orders&b=new&c=/a/7&d=shop.example
          # text
          /caf\u00e9 x/{{id}}    | /a/7            | /caf%C3%A9%20x/%7Bid%7D
          /v2?a=caf\u00e9 &b=%20 | /a/7            | /v2?a=caf%C3%A9%20&b=%20
          """,
      quoteCharacter = '\'',
      delimiter = '|')
  void aTemplateTakesThePlaceOfThePath(String template, String target, String sent) {
    PathPattern pattern = PathPattern.parse("/a/{id}");
    PathRewrite rewrite = PathRewrite.template(template, pattern);

    assertEquals(sent, Forwarding.rewriting("/a/{id}", rewrite).target(target));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /v2/{**}          | /a/7              | /v2/
          /v2/{**}          | /a/7/             | /v2/
          /v2/{**}          | /a/7/x/y/         | /v2/x/y/
          /v2/{**}          | /a/7//x           | /v2//x
          /{**}             | /a/7//evil.example | /evil.example
          /v2/{**}          | /a/7/x/../y       | /v2/x/../y
          /v2/{**}          | /a/7/../8/x       | /v2/x
          /v2/{id}/i/{**}   | /a/7/x            | /v2/7/i/x
          /v2/{id}/i/{**}   | /a/7/../8/x       | /v2/8/i/x
          /v2/{id}/i/{**}   | /a/7%2F8/x        | 400
          /v2/{id}/{**}     | /a/7%2F8/x        | /v2/7%2F8/x
          /v2/{id}/i/{**}   | /a/7\\8/x         | /v2/7/i/8/x
          /v2/{id}?r={**}   | /a/7/x/y&z        | /v2/7?r=x/y%26z
          /v2/{id}?r={**}   | /a/7/../8/x       | 400
          /v2?id={id}       | /a/7/../8/x       | 400
          /v2?id={id}       | /a/7%2F8/x        | 400
          /v2?id={id}       | /a/7%2F/x         | 400
          """,
      quoteCharacter = '\'',
      delimiter = '|')
  void aTemplateTakesWhatIsBelow(String template, String target, String sent) {
    PathPattern pattern = PathPattern.parse("/a/{id}/**");
    PathRewrite rewrite = PathRewrite.template(template, pattern);

    assertEquals(sent, Forwarding.rewriting("/a/{id}/**", rewrite).target(target));
  }

  @Test
  void theStarOfOptionsStays() {
    PathRewrite rewrite = PathRewrite.replacePrefix("/", "/v2", PathPattern.ANY);
    RequestHead head = Heads.of("OPTIONS", "a", "*");

    assertEquals(null, rewrite.target(head, Forwarding.values(head)));
    assertEquals("", Forwarding.rewriting("/**", rewrite).refusal(head));
  }

  @Test
  void theTargetOfAnAbsoluteFormIsItsPath() {
    assertEquals(
        "/x?y",
        Forwarding.rewriting("/api/**", "strip /api").target("http://shop.example/api/x?y"));
  }

  @ParameterizedTest
  @CsvSource({"..", ".", "...", "''"})
  void aHostThatIsNoSegmentIsRefused(String host) {
    PathRewrite rewrite = PathRewrite.template("/sites/{host}{path}", PathPattern.ANY);
    RequestHead head = Heads.request("GET /x HTTP/1.0\nX-Host: " + host + "\n");
    TemplateValues values = variable -> Ascii.bytes(host);

    assertEquals(host.length() > 2, rewrite.admits(head, values));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          strip /shop        | /shop (expected: the beginning of the route's path, /api/{id}/**)
          strip /api/x       | /api/x (expected: the beginning of the route's path, /api/{id}/**)
          strip /api/{x}     | /api/{x} (expected: the beginning of the route's path, /api/{id}/**)
          strip /api/{id}/x  | /api/{id}/x (expected: the beginning of the route's path, /api/{id}/**)
          strip /api/**      | /api/** (expected: a path without /** or / at its end)
          strip /api/        | /api/ (expected: a path without /** or / at its end)
          strip api          | api (expected: begins with /)
          replace /api /v2/  | /v2/ (expected: a path without /** or / at its end)
          replace /api v2    | v2 (expected: begins with /)
          replace /api /{id} | /{id} (expected: a path without names; `path: ...` may have them)
          replace /api /a/../b | /a/../b (expected: no dot segment: such a path is never matched)
          template v2        | v2 (expected: begins with /)
          template {id}      | {id} (expected: begins with /)
          template /a//b     | /a//b (expected: no empty segment)
          template /a/../b   | /a/../b (expected: no dot segment, and nothing that is encoded twice)
          template /a/.{path}  | /a/.{path} (expected: no dot segment, and nothing that is encoded twice)
          template /a/%2561  | /a/%2561 (expected: no dot segment, and nothing that is encoded twice)
          template /a;b      | /a;b (expected: no ; and no \\: servers do not agree on what they mean)
          template /a\\b     | /a\\b (expected: no ; and no \\: servers do not agree on what they mean)
          template /a%2fb    | /a%2fb (expected: no %2F, %5C and %3B: servers do not agree on what they mean)
          template /a#b      | /a#b (expected: a path without query and fragment; %3F and %23 for ? # themselves)
          template /a%       | /a% (expected: two hexadecimal digits behind each %; %25 for % itself)
          template /a/%{id}  | /a/% (expected: two hexadecimal digits behind each %; %25 for % itself)
          template /a?b=%z   | b=%z (expected: two hexadecimal digits behind each %; %25 for % itself)
          template /a?b#c    | b#c (expected: a query without fragment; %23 for # itself)
          template /a/{**}/b | /a/{**}/b (expected: {**} at the end of the path, behind a /)
          template /a{**}    | /a{**} (expected: {**} at the end of the path, behind a /)
          template /a/{path} | /a/{path} (expected: {path} at the end of the path, without a / in front: it has its own)
          template {path}/a  | {path}/a (expected: {path} at the end of the path, without a / in front: it has its own)
          template /a?{query}&b | {query}&b (expected: {query} at the end, behind ? or &)
          template /a?b{query} | b{query} (expected: {query} at the end, behind ? or &)
          template /a/{idd}  | {idd} (expected: {id}, {**}, {host}, {path})
          template /a/{query} | {query} (expected: {id}, {**}, {host}, {path})
          template /a/{}     | {} (expected: {id}, {**}, {host}, {path})
          template /a/{id    | /a/{id (expected: a name between { and }; {{ and }} for braces themselves)
          template /a/id}    | /a/id} (expected: a name between { and }; {{ and }} for braces themselves)
          """)
  void whatMakesNoPathIsRefused(String rewrite, String message) {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> Forwarding.rewriting("/api/{id}/**", rewrite));

    assertEquals(message, e.getMessage());
  }

  @Test
  void aTemplateHoldsSixteenNamesAtMost() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Forwarding.rewriting("/{id}", "template /" + "{id}".repeat(17)));

    assertEquals("16 names at most", e.getMessage().replaceAll(".*expected: (.*)\\)", "$1"));
  }
}
