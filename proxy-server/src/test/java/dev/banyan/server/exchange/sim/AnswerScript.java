package dev.banyan.server.exchange.sim;

import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.resilience.FailureKind;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What a backend is going to do with one request. */
final class AnswerScript {
  /** When it begins to act. */
  enum Begins {
    AT_ONCE,
    WITH_HEAD,
    WITH_BODY,
    WITH_REQUEST;

    /**
     * Whether it begins now.
     *
     * @param bodyBytes how much of the body was taken; negative within the head
     * @param written whether all of the request was
     */
    boolean now(long bodyBytes, boolean written) {
      return switch (this) {
        case AT_ONCE -> true;
        case WITH_HEAD -> bodyBytes >= 0;
        case WITH_BODY -> bodyBytes > 0 || written;
        case WITH_REQUEST -> written;
      };
    }
  }

  /** How the answer's body ends. */
  enum Ending {
    WHOLE,
    CUT,
    STALLED
  }

  final int id;
  final Begins begins;
  final Deque<ResponseHead> interims = new ArrayDeque<>();

  /** How it fails before a head; null if it does not. */
  final @Nullable FailureKind failure;

  /** Whether it never answers. */
  final boolean hangs;

  final Ending ending;
  final BodyFraming framing;
  final ResponseHead head;
  final int bodyBytes;
  final Trailers trailers;

  AnswerScript(Sim sim, SimRequest request, boolean reused, boolean asked) {
    Draw draw = sim.draw;
    id = sim.newId();
    begins =
        request.hasBody() ? draw.of(Begins.values()) : draw.of(Begins.AT_ONCE, Begins.WITH_HEAD);
    if (asked && draw.chance(65)) {
      interims.add(SimRequest.response("HTTP/1.1 100 Continue\r\n\r\n"));
    }
    while (draw.chance(10)) {
      interims.add(
          SimRequest.response(
              draw.of(
                  "HTTP/1.1 103 Early Hints\r\nLink: </" + id + ">\r\n\r\n",
                  "HTTP/1.1 100 Continue\r\n\r\n")));
    }
    boolean dies = draw.chance(18);
    failure = dies ? failure(draw, reused) : null;
    hangs = !dies && draw.chance(8);
    ending = draw.chance(85) ? Ending.WHOLE : draw.of(Ending.CUT, Ending.CUT, Ending.STALLED);
    int status =
        draw.chance(65) ? 200 : draw.ofInts(500, 503, 502, 504, 501, 408, 404, 204, 304, 201);
    int length = draw.chance(30) ? 0 : draw.between(1, 400);
    BodyFraming declared =
        draw.of(BodyFraming.fixed(length), BodyFraming.CHUNKED, BodyFraming.UNTIL_CLOSE);
    boolean bodiless = request.toHead() || status == 204 || status == 304;
    framing = bodiless ? BodyFraming.NONE : declared;
    bodyBytes = bodiless ? 0 : length;
    boolean trailed = framing.kind() == BodyFraming.Kind.CHUNKED && draw.chance(30);
    trailers = trailed ? SimRequest.trailers("X-Sum: " + id) : Trailers.NONE;
    head = SimRequest.response(head(draw, status));
  }

  private String head(Draw draw, int status) {
    String caching = draw.chance(20) ? "Cache-Control: public, max-age=60\r\n" : "";
    return "HTTP/1.1 " + status + " X\r\nX-Answer: " + id + "\r\n" + caching + "\r\n";
  }

  private FailureKind failure(Draw draw, boolean reused) {
    boolean silent = interims.isEmpty();
    if (reused && silent && draw.chance(85)) {
      return FailureKind.STALE_CONNECTION;
    }
    return draw.of(FailureKind.RESET, FailureKind.CLOSED, FailureKind.INVALID_ANSWER);
  }
}
