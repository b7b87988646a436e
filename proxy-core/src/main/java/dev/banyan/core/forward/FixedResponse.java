package dev.banyan.core.forward;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The same answer to every request. Immutable. */
public final class FixedResponse implements DirectAnswer {
  /** The first status that tells of an error. */
  private static final int ERRORS = 400;

  private final int status;
  private final @Nullable OwnAnswer answer;

  private FixedResponse(int status, @Nullable OwnAnswer answer) {
    this.status = status;
    this.answer = answer;
  }

  /** An answer without content; for 400 and above with the error page of the status. */
  public static FixedResponse of(int status) {
    return new FixedResponse(status, status >= ERRORS ? null : OwnAnswer.empty(status));
  }

  /**
   * An answer with content.
   *
   * @param type the media type, valid as a field's value
   * @param body the content, sent as UTF-8
   */
  public static FixedResponse of(int status, String type, String body) {
    byte[] fields = Ascii.bytes("Content-Type: " + type + "\r\n");
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    return new FixedResponse(status, new OwnAnswer(status, fields, content));
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public @Nullable OwnAnswer answer(RequestHead head, TemplateValues values) {
    return answer;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof FixedResponse other
        && status == other.status
        && Objects.equals(answer, other.answer);
  }

  @Override
  public int hashCode() {
    return Objects.hash(status, answer);
  }
}
