package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.banyan.testkit.fuzz.FuzzTests;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The parser and a naive reader accept the same request heads and understand the same, and what
 * stands behind a head changes nothing.
 */
class RequestHeadFuzzTest implements FuzzTests {
  @Override
  public void check(byte[] input) {
    String text = Ascii.string(input, 0, input.length);
    HeadParser parser = new HeadParser(HeadLimits.DEFAULT);
    RequestHead head = parser.parseRequest(input.clone(), input.length);
    Optional<NaiveHeads.Request> naive = NaiveHeads.request(text);

    assertEquals(
        naive.map(NaiveHeads.Request::toString).orElse("refused"),
        head == null ? "refused" : understood(head).toString());
    if (head == null) {
      assertNotNull(parser.violation());
    }
    byte[] longer = Arrays.copyOf(input, input.length + 16);
    Arrays.fill(longer, input.length, longer.length, (byte) 'x');
    RequestHead again = parser.parseRequest(longer, input.length);
    assertEquals(
        head == null ? "" : understood(head).toString(),
        again == null ? "" : understood(again).toString());
  }

  private static NaiveHeads.Request understood(RequestHead head) {
    assertEquals(
        head.has(KnownField.HOST) && !head.absoluteForm(),
        head.hostStart() > head.targetEnd(),
        "where the host stands");
    return new NaiveHeads.Request(
        head.methodToken(),
        head.path(),
        head.pathAndQuery(),
        head.minorVersion(),
        head.host(),
        fields(head),
        framing(head.framing()));
  }

  /** The fields, each found by its known name too. */
  static List<NaiveHeads.Field> fields(MessageHead head) {
    return IntStream.range(0, head.fieldCount())
        .mapToObj(i -> {
          KnownField known = head.known(i);
          String lower = head.name(i).toLowerCase(Locale.ROOT);
          boolean listed =
              Arrays.stream(KnownField.values()).anyMatch(f -> f.fieldName().equals(lower));
          assertEquals(
              listed ? lower : FieldFamiliesTest.family(lower),
              known == null ? "" : known.fieldName());
          return new NaiveHeads.Field(head.name(i), head.value(i));
        })
        .toList();
  }

  static String framing(BodyFraming framing) {
    return framing.kind() == BodyFraming.Kind.FIXED
        ? "FIXED " + framing.length()
        : framing.kind().name();
  }
}
