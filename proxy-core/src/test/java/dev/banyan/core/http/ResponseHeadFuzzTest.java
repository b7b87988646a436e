package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.banyan.testkit.fuzz.FuzzTests;
import java.util.Optional;

/** The parser and a naive reader accept the same heads of answers and understand the same. */
class ResponseHeadFuzzTest implements FuzzTests {
  @Override
  public void check(byte[] input) {
    HeadParser parser = new HeadParser(HeadLimits.DEFAULT);
    ResponseHead head = parser.parseResponse(input, input.length);
    Optional<NaiveHeads.Response> naive = NaiveHeads.response(Ascii.string(input, 0, input.length));

    assertEquals(
        naive.map(NaiveHeads.Response::toString).orElse("refused"),
        head == null ? "refused" : understood(head).toString());
    if (head == null) {
      assertNotNull(parser.violation());
      return;
    }
    for (boolean toHead : new boolean[] {false, true}) {
      BodyFraming framing = parser.framing(head, toHead);
      assertEquals(
          NaiveHeads.framing(naive.orElseThrow(), toHead),
          Optional.ofNullable(framing).map(RequestHeadFuzzTest::framing));
    }
  }

  private static NaiveHeads.Response understood(ResponseHead head) {
    return new NaiveHeads.Response(
        head.status(), head.minorVersion(), RequestHeadFuzzTest.fields(head));
  }
}
