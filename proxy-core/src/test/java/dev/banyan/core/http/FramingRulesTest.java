package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How bodies are delimited (RFC 9112 section 6.3). Fields are separated by {@code /}. */
class FramingRulesTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          HTTP/1.1 | X: y                                                  | NONE 0
          HTTP/1.1 | Content-Length: 0                                     | FIXED 0
          HTTP/1.1 | Content-Length: 5                                     | FIXED 5
          HTTP/1.1 | Content-Length: 005                                   | FIXED 5
          HTTP/1.1 | Content-Length: 5/content-length: 5                   | FIXED 5
          HTTP/1.1 | Content-Length: 999999999999999999                    | FIXED 999999999999999999
          HTTP/1.0 | Content-Length: 5                                     | FIXED 5
          HTTP/1.1 | Transfer-Encoding: chunked                            | CHUNKED 0
          HTTP/1.1 | Transfer-Encoding: Chunked                            | CHUNKED 0
          HTTP/1.1 | Content-Length: 5/Content-Length: 6                   | BAD_CONTENT_LENGTH
          HTTP/1.1 | Content-Length: 5, 5                                  | BAD_CONTENT_LENGTH
          HTTP/1.1 | Content-Length: +5                                    | BAD_CONTENT_LENGTH
          HTTP/1.1 | Content-Length: -1                                    | BAD_CONTENT_LENGTH
          HTTP/1.1 | Content-Length: 0x5                                   | BAD_CONTENT_LENGTH
          HTTP/1.1 | Content-Length: 5 5                                   | BAD_CONTENT_LENGTH
          HTTP/1.1 | Content-Length: 1000000000000000000                   | BAD_CONTENT_LENGTH
          HTTP/1.1 | Content-Length: 99999999999999999999999               | BAD_CONTENT_LENGTH
          HTTP/1.1 | Content-Length:                                       | BAD_CONTENT_LENGTH
          HTTP/1.1 | Transfer-Encoding: gzip, chunked                      | BAD_TRANSFER_ENCODING
          HTTP/1.1 | Transfer-Encoding: chunked, identity                  | BAD_TRANSFER_ENCODING
          HTTP/1.1 | Transfer-Encoding: chunked/Transfer-Encoding: chunked | BAD_TRANSFER_ENCODING
          HTTP/1.1 | Transfer-Encoding: gzip/Transfer-Encoding: chunked    | BAD_TRANSFER_ENCODING
          HTTP/1.1 | Transfer-Encoding: xchunked                           | BAD_TRANSFER_ENCODING
          HTTP/1.1 | Transfer-Encoding: "chunked"                          | BAD_TRANSFER_ENCODING
          HTTP/1.1 | Transfer-Encoding:                                    | BAD_TRANSFER_ENCODING
          HTTP/1.0 | Transfer-Encoding: chunked                            | BAD_TRANSFER_ENCODING
          HTTP/1.1 | Transfer-Encoding: chunked/Content-Length: 5          | LENGTH_AND_CHUNKED
          HTTP/1.1 | Content-Length: x/Transfer-Encoding: y                | LENGTH_AND_CHUNKED
          """,
      quoteCharacter = '\'',
      delimiter = '|')
  void aRequest(String version, String fields, String expected) {
    byte[] bytes = wire("POST / " + version + "\nHost: a\n" + fields.replace('/', '\n'));
    HeadParser parser = new HeadParser(HeadLimits.DEFAULT);
    RequestHead head = parser.parseRequest(bytes, bytes.length);

    assertEquals(expected, shown(head == null ? null : head.framing(), parser));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          HTTP/1.1 200 | false | X: y                                         | UNTIL_CLOSE 0
          HTTP/1.1 200 | false | Content-Length: 5                            | FIXED 5
          HTTP/1.1 200 | false | Transfer-Encoding: chunked                   | CHUNKED 0
          HTTP/1.1 200 | true  | Content-Length: 5                            | NONE 0
          HTTP/1.1 200 | true  | Transfer-Encoding: chunked                   | NONE 0
          HTTP/1.1 200 | true  | X: y                                         | NONE 0
          HTTP/1.1 204 | false | Content-Length: 5                            | NONE 0
          HTTP/1.1 304 | false | Content-Length: 5                            | NONE 0
          HTTP/1.1 100 | false | X: y                                         | NONE 0
          HTTP/1.1 205 | false | Content-Length: 0                            | FIXED 0
          HTTP/1.0 200 | false | X: y                                         | UNTIL_CLOSE 0
          HTTP/1.0 200 | false | Transfer-Encoding: chunked                   | BAD_TRANSFER_ENCODING
          HTTP/1.1 200 | false | Transfer-Encoding: gzip                      | BAD_TRANSFER_ENCODING
          HTTP/1.1 200 | false | Content-Length: 5/Content-Length: 6          | BAD_CONTENT_LENGTH
          HTTP/1.1 304 | false | Content-Length: 5/Content-Length: 6          | BAD_CONTENT_LENGTH
          HTTP/1.1 200 | false | Content-Length: 5/Transfer-Encoding: chunked | LENGTH_AND_CHUNKED
          """,
      delimiter = '|')
  void aResponse(String start, boolean toHead, String fields, String expected) {
    ResponseHead head = Heads.response(start + " Some words\n" + fields.replace('/', '\n') + "\n");
    HeadParser parser = new HeadParser(HeadLimits.DEFAULT);

    BodyFraming framing = parser.framing(head, toHead);

    assertEquals(expected, shown(framing, parser));
    if (framing != null) {
      assertNull(parser.violation());
    }
  }

  private static String shown(BodyFraming framing, HeadParser parser) {
    return framing == null
        ? String.valueOf(parser.violation())
        : framing.kind() + " " + framing.length();
  }

  private static byte[] wire(String lines) {
    return Ascii.bytes((lines + "\n\n").replace("\n", "\r\n"));
  }
}
