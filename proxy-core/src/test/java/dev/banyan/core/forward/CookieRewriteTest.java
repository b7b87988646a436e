package dev.banyan.core.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code Set-Cookie} (RFC 6265 sections 5.2 and 5.3). */
class CookieRewriteTest {
  private static String rewritten(String cookie, AddressRewrite addresses) {
    return Addresses.change(
        cookie, (bytes, start, end) -> CookieRewrite.value(bytes, start, end, addresses));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          a=b; Domain=backend; Path=/            | a=b; Path=/
          a=b;domain=BACKEND                     | a=b
          a=b; Domain=.backend                   | a=b
          a=b ;\tDOMAIN = backend \t; Secure     | a=b ; Secure
          a=b; Domain=10.0.0.5; HttpOnly         | a=b; HttpOnly
          a=b; Domain=app.corp.example           | a=b
          a=b; Domain=corp.example               | a=b
          a=b; Domain=.corp.example              | a=b
          a=b; Domain=backend; Domain=backend; x | a=b; x
          a="x;y"; Domain=backend                | a="x;y"
          a=b; Domain=backend;                   | a=b;
          Domain=backend; Domain=backend         | Domain=backend
          ; Domain=backend                       | ''
          """,
      delimiter = '|')
  void aDomainThatOnlyTheBackendBelongsToIsLeftOut(String cookie, String expected) {
    assertEquals(expected, rewritten(cookie, Addresses.ofShop()));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          a=b
          a=b; Path=/; Expires=Sun, 06 Nov 1994 08:49:37 GMT; Max-Age=1; SameSite=Lax
          a=b; Domain=shop.example
          a=b; Domain=.shop.example
          a=b; Domain=legacy.shop.example.evil
          a=b; Domain=other.example
          a=b; Domain=backend.evil.example
          a=b; Domain=evilbackend
          a=b; Domain=ackend
          a=b; Domain=0.0.5
          a=b; Domain=orp.example
          a=b; Domain=example.
          a=b; Domain=
          a=b; Domain
          a=b; Domain=.
          a=b; Domain=..backend
          a=b; Domain="backend"
          a=b; Domain=backend:9000
          a=b; XDomain=backend
          a=b; Domains=backend
          a=b; =backend
          a=Domain=backend
          Domain=backend
          a=b, Domain=backend
          """,
      delimiter = '|')
  void allOtherCookiesStayAsTheyAre(String cookie) {
    assertEquals(cookie, rewritten(cookie, Addresses.ofShop()));
  }

  @Test
  void aDomainThatHoldsThePublicHostStays() {
    String cookie = "a=b; Domain=shop.example";
    assertEquals(
        cookie, rewritten(cookie, Addresses.of("www.shop.example:81", false, PathBase.SAME)));
    assertEquals("a=b", rewritten(cookie, Addresses.of("other.example", false, PathBase.SAME)));
    assertEquals("a=b", rewritten(cookie, Addresses.of("", false, PathBase.SAME)));
    String own = "a=b; Domain=backend";
    assertEquals(own, rewritten(own, Addresses.of("backend", false, PathBase.SAME)));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          a=b; Path=/orders; Secure            | a=b; Path=/api/orders; Secure
          a=b; path = /orders ; Domain=backend | a=b; path = /api/orders
          a=b; Path=/api/orders                | a=b; Path=/api/orders
          a=b; Path=/                          | a=b; Path=/
          a=b; Path=orders                     | a=b; Path=orders
          a=b; Path=                           | a=b; Path=
          """,
      delimiter = '|')
  void aPathBelowTheRootIsWhatItWasBeforeTheRewrite(String cookie, String expected) {
    PathBase base = Addresses.base("/api", "");
    String changed = rewritten(cookie, Addresses.of("shop.example", true, base));
    assertEquals(expected, changed.strip());
  }

  @Test
  void whateverIsSentOnlyPartsOfItAreLeftOut() {
    Random random = new Random(11);
    String[] pieces = {"a=b", ";", " ", "Domain", "=", "backend", ".", "\t", "Path", "/", "\u00e4"};
    for (int n = 0; n < 100_000; n++) {
      StringBuilder cookie = new StringBuilder();
      for (int count = random.nextInt(14); count > 0; count--) {
        cookie.append(pieces[random.nextInt(pieces.length)]);
      }
      String text = cookie.toString();
      String changed = rewritten(text, Addresses.ofShop());
      int first = text.indexOf(';');
      String pair = first < 0 ? text : text.substring(0, first);
      assertEquals(true, changed.startsWith(pair), text);
      assertEquals(changed, rewritten(changed, Addresses.ofShop()), text);
    }
  }
}
