package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionAuthTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Authorization: NTLM TlRMTVNTUAABAAAA          | true
          Authorization: Negotiate YII=                 | true
          authorization: nEGOTIATE YII=                 | true
          AUTHORIZATION:ntlm\tTlRM                      | true
          Proxy-Authorization: NTLM TlRM                | true
          Authorization: Basic TlRM, NTLM TlRM          | true
          Authorization: NTLM                           | true
          Authorization: Basic YTpi                     | false
          Authorization: Bearer NTLM                    | false
          Authorization: NTLMv2 TlRM                    | false
          Authorization: Digest realm="a, NTLM b"       | false
          Authorization: Digest ntlm=a, negotiate=b     | false
          X-Authorization: NTLM TlRM                    | false
          Authorization:                                | false
          """)
  void inARequest(String field, boolean found) {
    assertEquals(
        found, ConnectionAuth.isIn(Heads.request("GET / HTTP/1.1\nHost: a\n" + field + "\n")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          WWW-Authenticate: NTLM                                        | true
          WWW-Authenticate: Negotiate oYG2                              | true
          www-authenticate: negotiate                                   | true
          Proxy-Authenticate: NTLM                                      | true
          WWW-Authenticate: Basic realm="a", NTLM                       | true
          WWW-Authenticate: Basic realm="a\\"b, c" , Negotiate, NTLM    | true
          WWW-Authenticate: ,, NTLM                                     | true
          WWW-Authenticate: Digest qop="auth", nonce="b",negotiate      | true
          WWW-Authenticate: Basic realm="NTLM"                          | false
          WWW-Authenticate: Basic realm="a, NTLM, b"                    | false
          WWW-Authenticate: Basic realm="a\\", NTLM, b"                 | false
          WWW-Authenticate: Bearer scope="negotiate ntlm"               | false
          WWW-Authenticate: Digest negotiate=a, ntlm="b"                | false
          """)
  void inAnAnswer(String field, boolean found) {
    assertEquals(
        found, ConnectionAuth.isIn(Heads.response("HTTP/1.1 401 Unauthorized\n" + field + "\n")));
  }

  @ParameterizedTest
  @CsvSource({"Basic realm=a, NTLM, true", "NTLM, Basic realm=a, true", "Basic a, Bearer, false"})
  void anyOfSeveralLinesCounts(String first, String second, boolean found) {
    assertEquals(
        found,
        ConnectionAuth.isIn(
            Heads.response(
                "HTTP/1.1 401 No\nWWW-Authenticate: "
                    + first
                    + "\nWWW-Authenticate: "
                    + second
                    + "\n")));
  }
}
