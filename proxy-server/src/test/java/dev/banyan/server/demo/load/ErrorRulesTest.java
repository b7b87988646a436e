package dev.banyan.server.demo.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.http.HttpMethod;
import dev.banyan.core.resilience.FallbackSpec;
import dev.banyan.core.resilience.StatusSet;
import dev.banyan.server.demo.load.Outcome.Ending;
import dev.banyan.server.demo.shop.RequestLedger.Visit;
import dev.banyan.server.demo.shop.Treatment;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of "what happened at new", as a client may see them. */
class ErrorRulesTest {
  private static final Duration TIMEOUT = Duration.ofMillis(800);
  private static final FallbackSpec KEYED =
      new FallbackSpec(
          true, StatusSet.DEFAULT_FALLBACK, Set.of(), true, FallbackSpec.DEFAULT_BODY_BYTES);

  @ParameterizedTest(name = "{0}: {1} by {2} after {3}, cut {4}: {5}")
  @CsvSource(
      textBlock =
          """
          # request, outcome,      by,     at new,   connections cut, judgement
          GET,       200,          new,    ANSWERED, false, FINE
          GET,       200,          legacy, UNSEEN,   false, FINE
          GET,       200,          legacy, SILENT,   false, FINE
          GET,       404,          new,    ANSWERED, false, FINE
          POST,      409,          legacy, UNSEEN,   false, FINE

          # an answer that neither shop gave is no answer
          GET,       200,          proxy,  ANSWERED, false, FORBIDDEN
          GET,       400,          proxy,  UNSEEN,   false, FORBIDDEN

          # breaker open, pool full, no endpoint; connect failed: legacy, whatever the method
          GET,       503,          proxy,  UNSEEN,   false, FORBIDDEN
          POST,      503,          proxy,  UNSEEN,   false, FORBIDDEN
          POST,      502,          proxy,  UNSEEN,   false, FORBIDDEN

          # no head within the time-out
          GET,       504,          proxy,  SILENT,   false, FORBIDDEN
          POST,      504,          proxy,  SILENT,   false, ALLOWED
          POST KEY,  504,          proxy,  SILENT,   false, FORBIDDEN
          POST,      502,          proxy,  SILENT,   false, FORBIDDEN
          POST,      504,          proxy,  UNSEEN,   false, FORBIDDEN
          POST,      504,          proxy,  ANSWERED, false, FORBIDDEN

          # reset, close, no HTTP
          GET,       502,          proxy,  RESET,    false, FORBIDDEN
          POST,      502,          proxy,  RESET,    false, ALLOWED
          POST KEY,  502,          proxy,  RESET,    false, FORBIDDEN
          GET,       502,          proxy,  INVALID,  false, FORBIDDEN
          POST,      502,          proxy,  INVALID,  false, ALLOWED
          POST,      504,          proxy,  INVALID,  false, FORBIDDEN
          POST,      502,          proxy,  ANSWERED, false, FORBIDDEN
          POST,      502,          proxy,  ANSWERED, true,  ALLOWED

          # a connection that new had cut: new may never have seen the request
          GET,       502,          proxy,  UNSEEN,   true,  FORBIDDEN
          POST,      502,          proxy,  UNSEEN,   true,  ALLOWED
          POST,      502,          proxy,  SILENT,   true,  ALLOWED
          POST KEY,  502,          proxy,  UNSEEN,   true,  FORBIDDEN
          POST,      503,          proxy,  UNSEEN,   true,  FORBIDDEN

          # a status in fallback.on
          GET,       500,          new,    FAILED,   false, FORBIDDEN
          POST,      500,          new,    FAILED,   false, ALLOWED
          POST KEY,  500,          new,    FAILED,   false, FORBIDDEN
          POST,      500,          new,    ANSWERED, false, FORBIDDEN
          # one that is not on the list is delivered
          GET,       501,          new,    FAILED,   false, ALLOWED

          # what legacy answers is final, but legacy is healthy here
          GET,       500,          legacy, FAILED,   false, FORBIDDEN
          POST,      500,          legacy, UNSEEN,   false, FORBIDDEN

          # failure after the head was delivered
          GET,       truncated,    new,    CUT,      false, ALLOWED
          POST,      truncated,    new,    CUT,      false, ALLOWED
          POST KEY,  truncated,    new,    CUT,      false, ALLOWED
          GET,       truncated,    new,    ANSWERED, false, FORBIDDEN
          GET,       truncated,    new,    ANSWERED, true,  ALLOWED
          GET,       truncated,    legacy, CUT,      false, FORBIDDEN

          # nothing excuses these
          GET,       no answer,    proxy,  RESET,    true,  FORBIDDEN
          POST,      no answer,    proxy,  RESET,    true,  FORBIDDEN
          POST,      silence,      proxy,  SILENT,   false, FORBIDDEN
          POST,      unreachable,  proxy,  UNSEEN,   true,  FORBIDDEN
          POST,      no HTTP,      proxy,  INVALID,  false, FORBIDDEN
          """)
  void judges(
      String request, String outcome, String by, Treatment atNew, boolean cut, Judgement wanted) {
    Visit visit = new Visit(atNew, Duration.ofMillis(3).toNanos(), 1);

    assertEquals(wanted, judge(request(request), outcome(outcome, by), visit, cut));
  }

  @Test
  void anAnswerOfNewAfterTheTimeOutIsNoneInTime() {
    Visit late = new Visit(Treatment.ANSWERED, TIMEOUT.toNanos(), 1);
    Visit inTime = new Visit(Treatment.ANSWERED, TIMEOUT.toNanos() - 1, 1);
    Outcome outcome = outcome("504", "proxy");

    assertEquals(Judgement.ALLOWED, judge(request("POST"), outcome, late, false));
    assertEquals(Judgement.FORBIDDEN, judge(request("POST"), outcome, inTime, false));
  }

  @Test
  void aSecondExecutionIsForbiddenEvenIfAllSeemsFine() {
    Visit twice = new Visit(Treatment.SILENT, 0, 2);

    assertEquals(
        Judgement.FORBIDDEN, judge(request("POST"), outcome("201", "legacy"), twice, false));
  }

  @Test
  void aRouteWithoutFallbackIsHeldToTheSamePromises() {
    FallbackSpec off = new FallbackSpec(false, StatusSet.DEFAULT_FALLBACK, Set.of(), false, 0);
    ErrorRules.Request request = new ErrorRules.Request(HttpMethod.GET, false, off, TIMEOUT);
    Visit failed = new Visit(Treatment.FAILED, 1, 0);

    assertEquals(Judgement.FORBIDDEN, judge(request, outcome("500", "new"), failed, false));
  }

  @Test
  void aMachineThatStoodStillExcusesATimeOutButNothingElse() {
    ErrorRules.Surroundings still = new ErrorRules.Surroundings(false, TIMEOUT.dividedBy(4));
    ErrorRules.Surroundings almost =
        new ErrorRules.Surroundings(false, TIMEOUT.dividedBy(4).minusNanos(1));
    Visit answered = new Visit(Treatment.ANSWERED, 1, 1);
    ErrorRules.Request post = request("POST");

    assertEquals(
        Judgement.ALLOWED, ErrorRules.judge(post, outcome("504", "proxy"), answered, still));
    assertEquals(
        Judgement.FORBIDDEN, ErrorRules.judge(post, outcome("504", "proxy"), answered, almost));
    assertEquals(
        Judgement.FORBIDDEN, ErrorRules.judge(post, outcome("502", "proxy"), answered, still));
    assertEquals(
        Judgement.FORBIDDEN,
        ErrorRules.judge(request("GET"), outcome("504", "proxy"), answered, still));
  }

  private static Judgement judge(
      ErrorRules.Request request, Outcome outcome, Visit visit, boolean cut) {
    return ErrorRules.judge(
        request, outcome, visit, new ErrorRules.Surroundings(cut, Duration.ZERO));
  }

  private static ErrorRules.Request request(String text) {
    boolean keyed = text.endsWith(" KEY");
    HttpMethod method = HttpMethod.valueOf(text.replace(" KEY", ""));
    return new ErrorRules.Request(method, keyed, KEYED, TIMEOUT);
  }

  private static Outcome outcome(String text, String by) {
    String servedBy = by.equals("proxy") ? null : by;
    return switch (text) {
      case "truncated" -> new Outcome(Ending.TRUNCATED, 200, servedBy, List.of(), 0, 1);
      case "no answer" -> new Outcome(Ending.NO_ANSWER, 0, null, List.of(), 0, 1);
      case "silence" -> new Outcome(Ending.SILENT, 0, null, List.of(), 0, 1);
      case "unreachable" -> new Outcome(Ending.UNREACHABLE, 0, null, List.of(), 0, 1);
      case "no HTTP" -> new Outcome(Ending.INVALID, 0, null, List.of(), 0, 1);
      default -> new Outcome(Ending.ANSWERED, Integer.parseInt(text), servedBy, List.of(), 0, 1);
    };
  }
}
