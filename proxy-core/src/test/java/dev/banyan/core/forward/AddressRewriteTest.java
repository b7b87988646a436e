package dev.banyan.core.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.banyan.core.http.AddressBlock;
import dev.banyan.core.http.Heads;
import dev.banyan.core.http.RequestHead;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** References of answers, as in {@code Location} (RFC 9110 section 10.2.2). */
class AddressRewriteTest {
  private static String rewritten(AddressRewrite addresses, String reference) {
    return Addresses.change(reference, addresses::reference);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          http://backend:9000/orders/1          | https://shop.example/orders/1
          https://backend:9000/orders/1         | https://shop.example/orders/1
          HTTP://BACKEND:9000/Orders            | https://shop.example/Orders
          http://backend.:9000/                 | https://shop.example/
          http://backend:9000                   | https://shop.example
          http://backend:9000?a=http://backend:9000/ | https://shop.example?a=http://backend:9000/
          http://backend:9000#top               | https://shop.example#top
          http://backend:9000/a?b=c#d           | https://shop.example/a?b=c#d
          http://10.0.0.5:8080/a                | https://shop.example/a
          http://web/a                          | https://shop.example/a
          http://web:80/a                       | https://shop.example/a
          http://web:/a                         | https://shop.example/a
          https://secure/a                      | https://shop.example/a
          http://secure:443/a                   | https://shop.example/a
          http://[fd00::5]:9000/a               | https://shop.example/a
          http://[FD00:0:0:0:0:0:0:5]:9000/a    | https://shop.example/a
          //backend:9000/a                      | //shop.example/a
          //web/a                               | //shop.example/a
          //secure/a                            | //shop.example/a
          http://backend:9000//a/../b           | https://shop.example//a/../b
          http://backend:9000/\\evil.example    | https://shop.example/\\evil.example
          """,
      delimiter = '|')
  void whatNamesABackendNamesThePublicAddress(String reference, String expected) {
    assertEquals(expected, rewritten(Addresses.ofShop(), reference));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/orders/1",
        "orders/1",
        "../orders",
        "?page=2",
        "#top",
        ".",
        "https://shop.example/orders",
        "http://other.example/",
        "http://backend/",
        "http://backend:80/",
        "http://backend:9001/",
        "http://backend:90000/",
        "http://backend:009000/",
        "http://backend:9000x/",
        "http://backend:+9000/",
        "http://backend:9000:9000/",
        "https://web/",
        "http://secure/",
        "http://backend.evil.example:9000/",
        "http://backend.evil.example/",
        "http://backendevil:9000/",
        "http://evil-backend:9000/",
        "http://a.backend:9000/",
        "http://back%65nd:9000/",
        "http://backend..:9000/",
        "http://.:9000/",
        "http://user@backend:9000/",
        "http://user:secret@backend:9000/",
        "http://backend:9000@evil.example/",
        "http://@backend:9000/",
        "http://backend:9000\\@evil.example/",
        "http://backend:9000\\a",
        "http:/backend:9000/",
        "http:backend:9000/",
        "http:///backend:9000/",
        "https:////backend:9000/",
        "///backend:9000/",
        "//user@backend:9000/",
        "//",
        "http://",
        "http:",
        "http",
        " http://backend:9000/",
        "ftp://backend:9000/",
        "httpx://backend:9000/",
        "ws://backend:9000/",
        "mailto:a@backend:9000",
        "javascript:location='http://backend:9000/'",
        "http://[fd00::6]:9000/",
        "http://[fd00::5]/",
        "http://fd00::5:9000/",
        "http://[fd00::5:9000/",
        "http://[]:9000/",
        "http://[fd00::5]9000/",
        "http://10.0.0.50:8080/",
        "http://10.0.0.05:8080/",
        "http://[::ffff:10.0.0.5]x:8080/",
        "backend:9000/a"
      })
  void whateverElseStaysAsItIs(String reference) {
    assertEquals(reference, rewritten(Addresses.ofShop(), reference));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          shop.example      | false | http://shop.example/a
          shop.example:81   | false | http://shop.example:81/a
          shop.example:80   | true  | https://shop.example:80/a
          SHOP.example:8443 | true  | https://SHOP.example:8443/a
          [2001:db8::1]:81  | false | http://[2001:db8::1]:81/a
          [2001:db8::1]     | true  | https://[2001:db8::1]/a
          """,
      delimiter = '|')
  void thePublicAddressIsWhatTheClientAsked(String host, boolean secure, String expected) {
    AddressRewrite addresses = Addresses.of(host, secure, PathBase.SAME);
    assertEquals(expected, rewritten(addresses, "http://backend:9000/a"));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          X-Forwarded-Port: 8443                                   | https://inner:8443/a
          X-Forwarded-Port: 443                                    | https://inner/a
          X-Forwarded-Proto: http, X-Forwarded-Port: 80            | http://inner/a
          X-Forwarded-Host: shop.example:81                        | https://shop.example:81/a
          X-Forwarded-Host: shop.example, X-Forwarded-Port: 8443   | https://shop.example:8443/a
          X-Forwarded-Host: shop.example:81, X-Forwarded-Port: 82  | https://shop.example:81/a
          """,
      delimiter = '|')
  void aTrustedProxySaysWhatTheClientAsked(String fields, String expected) {
    TrustedProxies proxies = new TrustedProxies(List.of(AddressBlock.parse("10.0.0.0/8")));
    String lines = "GET / HTTP/1.1\nHost: inner\nX-Forwarded-For: 192.0.2.7\n";
    RequestHead head = Heads.request(lines + fields.replace(", ", "\n") + "\n");
    AddressRewrite addresses = Addresses.of(head, true, proxies, PathBase.SAME);
    assertEquals(expected, rewritten(addresses, "http://backend:9000/a"));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          http://backend:9000/a?b | /a?b
          http://backend:9000     | /
          http://backend:9000?b   | /?b
          http://backend:9000#c   | /#c
          //backend:9000/a        | /a
          /a                      | /a
          # would name another host
          http://backend:9000//evil.example/ | http://backend:9000//evil.example/
          http://backend:9000/\\evil.example | http://backend:9000/\\evil.example
          """,
      delimiter = '|')
  void whoNamedNoHostIsGivenThePathAlone(String reference, String expected) {
    assertEquals(expected, rewritten(Addresses.of("", false, PathBase.SAME), reference));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # outer | inner | reference                 | for the client
          /api | - | /orders/1                        | /api/orders/1
          /api | - | /                                | /api/
          /api | - | /?a=b                            | /api/?a=b
          /api | - | http://backend:9000/orders/1     | https://shop.example/api/orders/1
          /api | - | http://backend:9000              | https://shop.example/api/
          /api | - | http://backend:9000?a            | https://shop.example/api/?a
          /api | - | //backend:9000/a                 | //shop.example/api/a
          /api | - | /apiary                          | /api/apiary
          # its author knows of the rewrite
          /api | - | /api/orders/1                    | /api/orders/1
          /api | - | /api                             | /api
          /api | - | /api?a                           | /api?a
          /api | - | http://backend:9000/api/a        | https://shop.example/api/a
          # no business of the rewrite
          /api | - | orders/1                         | orders/1
          /api | - | ../a                             | ../a
          /api | - | ?a                               | ?a
          /api | - | https://shop.example/a           | https://shop.example/a
          /api | - | //evil.example/a                 | //evil.example/a
          /api | - | http://evil.example/a            | http://evil.example/a
          /api | /v2 | /v2/orders                     | /api/orders
          /api | /v2 | /v2                            | /api
          /api | /v2 | /v2?a                          | /api?a
          /api | /v2 | /v2/                           | /api/
          /api | /v2 | /v23                           | /v23
          /api | /v2 | /login                         | /login
          /api | /v2 | /V2/a                          | /V2/a
          /api | /v2 | http://backend:9000/v2/a       | https://shop.example/api/a
          /api | /v2 | http://backend:9000/login      | https://shop.example/login
          /api | /api/v2 | /api/v2/a                  | /api/a
          /api | /api/v2 | /api/a                     | /api/a
          -    | /app | /app/a                        | /a
          -    | /app | /app                          | /
          -    | /app | /app?a                        | /?a
          -    | /app | /other                        | /other
          # would name another host
          -    | /app | /app//evil.example/           | /app//evil.example/
          -    | /app | http://backend:9000/app//e/   | https://shop.example//e/
          """,
      delimiter = '|')
  void theBeginningOfAPathIsWhatItWasBeforeTheRewrite(
      String outer, String inner, String reference, String expected) {
    PathBase base = Addresses.base(outer == null ? "" : outer, inner == null ? "" : inner);
    AddressRewrite addresses = Addresses.of("shop.example", true, base);
    assertEquals(expected, rewritten(addresses, reference));
  }

  @Test
  void nothingThatAReaderTakesForAnotherHostEverComesOutOfAPath() {
    Random random = new Random(3);
    String alphabet = "//\\?#ap:@.[]backend9000htsv2%";
    for (int n = 0; n < 200_000; n++) {
      StringBuilder reference =
          new StringBuilder(random.nextBoolean() ? "/" : "http://backend:9000");
      for (int length = random.nextInt(12); length > 0; length--) {
        reference.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      PathBase base = Addresses.base(random.nextBoolean() ? "" : "/api", "/v2");
      String host = random.nextBoolean() ? "" : "shop.example";
      String text = reference.toString();
      String changed = rewritten(Addresses.of(host, false, base), text);
      if (!changed.equals(text)) {
        boolean named = changed.toLowerCase(Locale.ROOT).startsWith("http://shop.example");
        boolean authority = changed.startsWith("//") || changed.startsWith("/\\");
        boolean relative = changed.startsWith("/") && !authority;
        assertEquals(true, named || relative || changed.startsWith("//shop.example"), changed);
        assertFalse(changed.contains("\n"));
      }
    }
  }
}
