package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "http://shop:secret@10.0.0.5:8080        | http://***********@10.0.0.5:8080",
        "url: http://shop:se/cr@et@10.0.0.5/     | url: http://*************@10.0.0.5/",
        "url: 'http://shop:two words@a.example'  | url: 'http://**************@a.example'",
        "url: 'https://token@a.example'          | url: 'https://*****@a.example'",
        "url: shop:secret@10.0.0.5:8080          | url: ***********@10.0.0.5:8080",
        "[shop:secret@a, http://shop:x@b]        | [***********@a, http://******@b]",
        "`ftp://shop:secret@a`                   | `ftp://***********@a`",
        "Authorization: Basic c2hvcDpzZWNyZXQ=   | Authorization: Basic ****************",
        "{ set: { X: \"bearer abcdefgh\" } }     | { set: { X: \"bearer ********\" } }",
      })
  void areHidden(String text, String hidden) {
    assertEquals(hidden, Credentials.hidden(text));
    assertEquals(text.length(), Credentials.hidden(text).length());
  }

  /** Hostile texts take no more time than others. */
  @Test
  void aTextOfManyMarksIsReadInProportionToItsLength() {
    for (String piece : new String[] {"://", ":", "@", "a:b ", "://@ ", "'", ": basic ", "basic"}) {
      String text = "@" + piece.repeat(1 << 20) + "://";
      assertTimeout(
          Duration.ofSeconds(10),
          () -> assertEquals(text.length(), Credentials.hidden(text).length()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "url: http://10.0.0.5:8080",
        "url: http://10.0.0.5:8080  # ask ops@shop.example",
        "match: { path: /@user/** }",
        "contact: ops@shop.example",
        "a basic rule, a bearer of news",
      })
  void whatHoldsNoneStaysAsItIs(String text) {
    assertEquals(text, Credentials.hidden(text));
  }
}
