package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.testkit.fuzz.FuzzTests;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Lists of tokens and what they mean for the connection and for the fields that end here, against a
 * naive reader. An input is the fields behind the Host of a head.
 */
class FieldsFuzzTest implements FuzzTests {
  private static final Set<String> ENDING =
      Set.of(
          "connection",
          "content-length",
          "http2-settings",
          "keep-alive",
          "proxy",
          "proxy-connection",
          "te",
          "transfer-encoding",
          "upgrade");

  @Override
  public void check(byte[] input) {
    for (String version : new String[] {"1.0", "1.1"}) {
      String fields = Ascii.string(input, 0, input.length);
      byte[] bytes = Ascii.bytes("GET / HTTP/" + version + "\r\nHost: a\r\n" + fields + "\r\n\r\n");
      RequestHead head = new HeadParser(HeadLimits.DEFAULT).parseRequest(bytes, bytes.length);
      if (head != null) {
        check(head);
      }
    }
  }

  private static void check(RequestHead head) {
    List<NaiveHeads.Field> fields = RequestHeadFuzzTest.fields(head);
    List<String> options =
        NaiveHeads.values(fields, "Connection").stream()
            .flatMap(value -> Arrays.stream(value.split(",", -1)))
            .map(option -> NaiveHeads.lower(NaiveHeads.stripped(option)))
            .toList();
    boolean keeps =
        !options.contains("close") && (head.minorVersion() > 0 || options.contains("keep-alive"));
    assertEquals(keeps, head.keepsAlive());
    for (String option : options) {
      assertEquals(true, head.hasToken(KnownField.CONNECTION, Ascii.bytes(option)), option);
    }
    for (int i = 0; i < fields.size(); i++) {
      String name = NaiveHeads.lower(fields.get(i).name());
      assertEquals(endsHere(name, options), HopByHop.endsHere(head, i), name);
    }
  }

  private static boolean endsHere(String name, List<String> options) {
    if (Arrays.stream(KnownField.values()).anyMatch(field -> field.fieldName().equals(name))) {
      return ENDING.contains(name);
    }
    if (!FieldFamiliesTest.family(name).isEmpty()) {
      return false;
    }
    return TrailersFuzzTest.imitates(name)
        || (options.contains(name) && !TrailersFuzzTest.endToEnd(name));
  }
}
