package dev.banyan.core.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code Refresh}, which browsers know though no RFC does. */
class RefreshRewriteTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          0; url=http://backend:9000/a     | 0; url=https://shop.example/a
          0;URL=http://backend:9000/a      | 0;URL=https://shop.example/a
          5, Url = http://backend:9000/a   | 5, Url = https://shop.example/a
          0; url='http://backend:9000/a' x | 0; url='https://shop.example/a' x
          0; url="http://backend:9000/a"   | 0; url="https://shop.example/a"
          0; url="http://backend:9000/a    | 0; url="https://shop.example/a
          0; url=/a                        | 0; url=/a
          0; url=http://other.example/     | 0; url=http://other.example/
          0; ur=http://backend:9000/       | 0; ur=http://backend:9000/
          0; url http://backend:9000/      | 0; url http://backend:9000/
          0; url=                          | 0; url=
          0; url                           | 0; url
          0;                               | 0;
          0                                | 0
          ;                                | ;
          """,
      delimiter = '|')
  void itsUrlIsAReferenceLikeOthers(String refresh, String expected) {
    AddressRewrite addresses = Addresses.ofShop();
    assertEquals(
        expected,
        Addresses.change(
            refresh, (bytes, start, end) -> RefreshRewrite.value(bytes, start, end, addresses)));
  }
}
