package dev.banyan.core.cors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.Heads;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.ResponseHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What answers allow (Fetch standard); {@code O}, {@code C}, {@code M}, {@code H} and {@code N}
 * stand for Access-Control-Allow-Origin, -Credentials, -Methods, -Headers and -Private-Network.
 */
class PreflightAnswerTest {
  private static RequestHead preflight(String method, String headers) {
    return Heads.of(
        "OPTIONS",
        "api.example",
        "/a",
        "Origin: https://shop.example",
        "Access-Control-Request-Method: " + method,
        "Access-Control-Request-Headers: " + headers);
  }

  private static ResponseHead answer(String text) {
    String lines =
        ("\n" + text.replace("|", "\n") + "\n")
            .replaceAll("\n *O:", "\nAccess-Control-Allow-Origin:")
            .replaceAll("\n *C:", "\naccess-control-allow-credentials:")
            .replaceAll("\n *M:", "\nAccess-Control-Allow-Methods:")
            .replaceAll("\n *H:", "\nAccess-Control-Allow-Headers:")
            .replaceAll("\n *N:", "\nAccess-Control-Allow-Private-Network:");
    return Heads.response("HTTP/1.1 " + lines.substring(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      nullValues = "-",
      value = {
        "PATCH; -; 204 No|O: https://shop.example|M: GET, PATCH|C: true; CREDENTIALED",
        "PATCH; -; 200 OK|O: https://shop.example|M: PATCH; PLAIN",
        "PATCH; -; 299 OK|O: *|M: PATCH|C: true; PLAIN",
        "PATCH; -; 200 OK|O: *|M: *; PLAIN",
        "PATCH; -; 200 OK|O: https://shop.example|M: *|C: true; PLAIN",
        "PATCH; -; 200 OK|O: https://shop.example|M: GET|M: x , PATCH|C: true; CREDENTIALED",
        "PATCH; -; 200 OK|O: https://shop.example|M: patch|C: true; NONE",
        "PATCH; -; 200 OK|O: https://shop.example|M: PUT|C: true; NONE",
        "PATCH; -; 200 OK|O: https://shop.example|C: true; NONE",
        "PATCH; -; 200 OK|M: PATCH|C: true; NONE",
        "PATCH; -; 200 OK|O: https://Shop.example|M: PATCH; NONE",
        "PATCH; -; 200 OK|O: https://shop.example, *|M: PATCH; NONE",
        "PATCH; -; 200 OK|O: https://shop.example|O: https://shop.example|M: PATCH; NONE",
        "PATCH; -; 200 OK|O: null|M: PATCH; NONE",
        "PATCH; -; 200 OK|O: https://shop.example|M: PATCH|C: True; PLAIN",
        "PATCH; -; 301 Moved|O: https://shop.example|M: PATCH|C: true; NONE",
        "PATCH; -; 404 No|O: https://shop.example|M: PATCH|C: true; NONE",
        "PATCH; -; 500 No|O: *|M: PATCH; NONE",
        // GET, HEAD and POST need not be named
        "GET; x-a; 200 OK|O: https://shop.example|C: true|H: X-A; CREDENTIALED",
        "POST; x-a; 200 OK|O: *|H: X-A; PLAIN",
        "DELETE; x-a; 200 OK|O: *|H: X-A; NONE",
        // fields
        "POST; x-a,content-type; 200 OK|O: *|H: X-A, Content-Type; PLAIN",
        "POST; x-a,content-type; 200 OK|O: *|H: X-A|H: Content-Type; PLAIN",
        "POST; x-a,content-type; 200 OK|O: *|H: X-A; NONE",
        "POST; x-a; 200 OK|O: *|H: *; PLAIN",
        "POST; x-a; 200 OK|O: https://shop.example|C: true|H: *; PLAIN",
        "POST; x-a,authorization; 200 OK|O: *|H: *; NONE",
        "POST; x-a,authorization; 200 OK|O: *|H: *, Authorization; PLAIN",
        "PUT; x-a; 200 OK|O: https://shop.example|C: true|M: PUT|H: x-a; CREDENTIALED",
      })
  void anAnswerAllowsWhatABrowserTakesFromIt(
      String method, String headers, String answer, Allowance expected) {
    RequestHead preflight = preflight(method, headers == null ? "" : headers);
    assertEquals(expected, PreflightAnswer.of(preflight, answer(answer), HeaderEdits.NONE));
  }

  @Test
  void whatTheRouteChangesCounts() {
    HeaderEdits edits =
        HeaderEdits.builder()
            .remove("Access-Control-Allow-Origin")
            .add("Access-Control-Allow-Origin", "https://shop.example")
            .add("Access-Control-Allow-Credentials", "true")
            .build();
    ResponseHead answer = answer("200 OK|O: http://other|M: PATCH");
    assertEquals(
        Allowance.NONE, PreflightAnswer.of(preflight("PATCH", ""), answer, HeaderEdits.NONE));
    assertEquals(Allowance.CREDENTIALED, PreflightAnswer.of(preflight("PATCH", ""), answer, edits));
  }

  @Test
  void aPrivateNetworkMustBeAllowedWhereItIsAskedFor() {
    RequestHead preflight =
        Heads.of(
            "OPTIONS",
            "a",
            "/a",
            "Origin: null",
            "Access-Control-Request-Method: GET",
            "Access-Control-Request-Private-Network: true");
    assertEquals(
        Allowance.NONE,
        PreflightAnswer.of(preflight, answer("200 OK|O: null|C: true"), HeaderEdits.NONE));
    assertEquals(
        Allowance.CREDENTIALED,
        PreflightAnswer.of(preflight, answer("200 OK|O: null|C: true|N: true"), HeaderEdits.NONE));
  }
}
