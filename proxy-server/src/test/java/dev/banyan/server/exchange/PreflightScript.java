package dev.banyan.server.exchange;

import dev.banyan.core.cors.Allowance;
import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.split.Side;
import java.util.Random;

/** What a side does with a preflight. */
record PreflightScript(
    Side side, How how, Allowance allows, int status, int bodyBytes, Ending ending) {
  enum How {
    ANSWERS,
    HANGS,
    RESETS,
    IS_FULL,
    HAS_NO_ENDPOINT
  }

  enum Ending {
    WHOLE,
    CUT,
    STALLED
  }

  static PreflightScript draw(Random random, Side side) {
    How how = random.nextInt(3) > 0 ? How.ANSWERS : How.values()[random.nextInt(5)];
    Allowance allows = Allowance.values()[random.nextInt(3)];
    int[] lengths = {0, 1, 700, 8 << 10, (8 << 10) + 1, 100_000};
    int[] denials = {200, 204, 404, 405, 500};
    int status = allows == Allowance.NONE ? denials[random.nextInt(5)] : 200 + random.nextInt(5);
    int bytes = status == 204 ? 0 : lengths[random.nextInt(6)];
    Ending ending =
        bytes == 0 || random.nextInt(3) > 0 ? Ending.WHOLE : Ending.values()[random.nextInt(3)];
    return new PreflightScript(side, how, allows, status, bytes, ending);
  }

  BodyFraming framing() {
    return status == 204 ? BodyFraming.NONE : BodyFraming.fixed(bodyBytes);
  }

  ResponseHead head() {
    String allow =
        switch (allows) {
          case NONE -> "";
          case PLAIN -> "Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: *\r\n";
          case CREDENTIALED ->
              """
              Access-Control-Allow-Origin: o\r
              Access-Control-Allow-Methods: PUT\r
              Access-Control-Allow-Credentials: true\r
              """;
        };
    return ScriptedExchange.response(
        "HTTP/1.1 " + status + " X\r\nX-Side: " + side + "\r\n" + allow + "\r\n");
  }

  /** What the client gets of the answer if it is passed on. */
  String passedOn() {
    String end = ending == Ending.WHOLE ? " with " + bodyBytes : " cut";
    return side + " " + status + end;
  }

  /** What the client gets of the answer if it was kept. */
  String kept() {
    boolean whole = ending == Ending.WHOLE && bodyBytes <= HeldAnswer.LONGEST_BODY;
    return side + " " + status + " with " + (whole ? bodyBytes : 0);
  }

  /** What the client gets if this side fails, and no other answers. */
  String failure() {
    return switch (how) {
      case HANGS -> "own 504";
      case RESETS -> "own 502";
      default -> "own 503";
    };
  }

  /** What the client must get of two sides, the promise in short. */
  static String promised(PreflightScript legacy, PreflightScript moved, boolean newIsFull) {
    boolean legacyAnswers = legacy.how == How.ANSWERS;
    boolean newAnswers = moved.how == How.ANSWERS && !newIsFull;
    if (legacyAnswers && legacy.allows == Allowance.CREDENTIALED) {
      return legacy.passedOn();
    }
    if (newAnswers && (!legacyAnswers || moved.allows.compareTo(legacy.allows) > 0)) {
      return moved.passedOn();
    }
    return legacyAnswers ? legacy.kept() : legacy.failure();
  }
}
