package dev.banyan.server.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.banyan.core.backend.Reuse;
import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.Leniency;
import dev.banyan.core.http.Oddity;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.server.wire.Serialised;
import dev.banyan.testkit.fuzz.FuzzTests;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An answer is read alike wherever the network cuts it, and is the same once it has been passed on
 * and read again: strictly, also where it was taken although it was odd.
 */
class AnswerStreamFuzzTest implements FuzzTests {
  private static final int NOT_MODIFIED = 304;
  private static final Leniency ALL = Leniency.of(List.of(Oddity.values()));

  /** A status of no class is passed on as it is. */
  private static final Leniency STATUS = Leniency.of(List.of(Oddity.STATUS_999));

  /**
   * What was read.
   *
   * @param answers each answer, and whether the last one was refused
   * @param surplus whether bytes stand behind it
   * @param passedOn the last one as it is passed on; empty if it is not whole
   */
  private record Reading(List<String> answers, boolean surplus, String passedOn) {}

  @Override
  public void check(byte[] input) {
    for (boolean toHead : new boolean[] {false, true}) {
      Reading strict = check(input, toHead, Leniency.NONE);
      Reading odd = check(input, toHead, ALL);
      if (!strict.answers().contains("refused")) {
        assertEquals(strict, odd, "leniency changes what is strict");
      }
    }
  }

  private static Reading check(byte[] input, boolean toHead, Leniency leniency) {
    Reading whole = read(input, toHead, leniency, input.length);
    SplittableRandom random = new SplittableRandom(Arrays.hashCode(input));
    assertEquals(whole, read(input, toHead, leniency, 1));
    for (int i = 0; i < 4; i++) {
      assertEquals(whole, read(input, toHead, leniency, random.nextInt(1, input.length + 2)));
    }
    if (!whole.passedOn().isEmpty()) {
      byte[] bytes = whole.passedOn().getBytes(StandardCharsets.ISO_8859_1);
      Reading again = read(bytes, toHead, STATUS, bytes.length);
      String last = whole.answers().get(whole.answers().size() - 1);
      assertEquals(List.of(last), again.answers(), whole.passedOn());
      assertFalse(again.surplus());
      assertEquals(whole.passedOn(), again.passedOn());
    }
    return whole;
  }

  private static Reading read(byte[] input, boolean toHead, Leniency leniency, int pieceBytes) {
    AnswerReader reader = new AnswerReader();
    reader.begin(toHead, leniency);
    Answer answer = new Answer(reader, toHead);
    int at = 0;
    while (at < input.length && answer.open) {
      int end = Math.min(input.length, at + pieceBytes);
      ByteBuf piece = UnpooledByteBufAllocator.DEFAULT.heapBuffer();
      piece.writeBytes(input, at, end - at);
      reader.add(UnpooledByteBufAllocator.DEFAULT, piece);
      at = end;
      answer.readOn();
    }
    boolean whole = !answer.open && !answer.answers.contains("refused");
    boolean surplus = whole && (at < input.length || reader.hasBytes());
    if (!answer.passedOn.isEmpty() && reader.hasBytes()) {
      assertFalse(
          reader.mayBeFollowed(Reuse.ALWAYS), "a connection with bytes that nobody asked for");
    }
    if (reader.close(false) && answer.open) {
      answer.ended();
    }
    return new Reading(answer.answers, surplus, answer.passedOn);
  }

  /** What was read of one answer so far. */
  private static final class Answer {
    private final AnswerReader reader;
    private final boolean toHead;
    private final List<String> answers = new ArrayList<>();
    private final StringBuilder body = new StringBuilder();
    private String passedOn = "";
    private boolean open = true;

    Answer(AnswerReader reader, boolean toHead) {
      this.reader = reader;
      this.toHead = toHead;
    }

    void readOn() {
      while (open) {
        switch (reader.next()) {
          case INFORMATIONAL -> answers.add(shown(reader.head()));
          case HEAD -> reader.demand(true);
          case PIECE -> {
            body.append(reader.piece().toString(StandardCharsets.ISO_8859_1));
            reader.piece().release();
          }
          case END -> ended();
          case MORE -> {
            return;
          }
          case BLOCKED -> throw new AssertionError("blocked, though all was demanded");
          case INVALID -> {
            open = false;
            answers.add("begun: " + body);
            answers.add("refused");
          }
        }
      }
    }

    void ended() {
      open = false;
      ResponseHead head = reader.head();
      BodyFraming framing = reader.framing();
      BodyFraming sent =
          framing.kind() == BodyFraming.Kind.UNTIL_CLOSE ? BodyFraming.CHUNKED : framing;
      boolean keepLength =
          framing.kind() == BodyFraming.Kind.NONE && (toHead || head.status() == NOT_MODIFIED);
      String trailers = new String(reader.trailers().lines(), StandardCharsets.ISO_8859_1);
      answers.add(String.join("|", shown(head), sent.toString(), body, trailers));
      passedOn = Serialised.response(head, sent, keepLength, body.toString(), reader.trailers());
    }

    private static String shown(ResponseHead head) {
      return head.status() + " " + Serialised.travelling(head);
    }
  }
}
