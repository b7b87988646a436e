package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.banyan.testkit.fuzz.FuzzTests;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whatever a backend is allowed, a naive reader takes the same odd heads and understands the same;
 * and what is taken is spelled strictly.
 */
class OddHeadFuzzTest implements FuzzTests {
  @Override
  public void check(byte[] input) {
    check(input, List.of(Oddity.values()));
    check(input, List.of());
    Random random = new Random(Arrays.hashCode(input));
    for (int i = 0; i < 4; i++) {
      check(input, Arrays.stream(Oddity.values()).filter(odd -> random.nextInt(3) > 0).toList());
    }
  }

  private static void check(byte[] input, List<Oddity> allowed) {
    AnswerParser parser = new AnswerParser(HeadLimits.DEFAULT);
    parser.begin(false, Leniency.of(allowed));
    ResponseHead head = parser.parse(input.clone());
    String text = Ascii.string(input, 0, input.length);

    assertEquals(
        new NaiveOddHeads(allowed::contains).read(text).orElse("refused"),
        shown(head, parser.framing()),
        allowed::toString);
    if (head == null) {
      assertNotNull(parser.broken());
      assertFalse(parser.odd());
    } else {
      assertStrict(head, parser.odd(), text);
    }
  }

  /** Only an odd head was changed, and what was made of it is none. */
  private static void assertStrict(ResponseHead head, boolean odd, String text) {
    String spelled = Ascii.string(head.bytes(), 0, head.length());
    HeadParser strict = new HeadParser(HeadLimits.DEFAULT);
    assertEquals(spelled, Ascii.string(head.bytes(), 0, head.bytes().length));
    if (!odd) {
      assertEquals(text, spelled);
    }
    if (head.status() >= 100 && head.status() < 600) {
      ResponseHead again = assertNotNullHead(strict.parseResponse(head.bytes(), head.length()));
      assertNotNull(head.isInformational() ? "" : strict.framing(again, false));
    }
  }

  private static ResponseHead assertNotNullHead(@Nullable ResponseHead head) {
    assertNotNull(head);
    return head;
  }

  private static String shown(@Nullable ResponseHead head, BodyFraming framing) {
    if (head == null) {
      return "refused";
    }
    StringBuilder all = new StringBuilder(head.status() + "\n");
    IntStream.range(0, head.fieldCount())
        .filter(i -> !head.is(i, KnownField.CONTENT_LENGTH))
        .filter(i -> !head.is(i, KnownField.TRANSFER_ENCODING))
        .forEach(i -> all.append(head.name(i)).append(": ").append(head.value(i)).append('\n'));
    return all + (head.isInformational() ? "" : RequestHeadFuzzTest.framing(framing));
  }
}
