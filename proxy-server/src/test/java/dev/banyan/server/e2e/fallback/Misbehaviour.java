package dev.banyan.server.e2e.fallback;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.InvalidHead;
import java.util.List;

/**
 * The ways in which new can fail a request that it was sent: each is a row of the fallback table or
 * a case of one.
 */
enum Misbehaviour {
  HANGS("no head within timeout", Failures.hang(), "timeout", "504 proxy"),
  HANGS_AFTER_103(
      "an interim answer and no head within timeout",
      Behaviors.informing(103, List.of("Link: </a.css>"), Failures.hang()),
      "timeout",
      "504 proxy"),
  TOO_LATE(
      "a part of a head and nothing more within timeout",
      exchange -> {
        exchange.readBody();
        exchange.wire().write("HTTP/1.1 200 OK\r\nContent-Le");
        exchange.wire().hang();
      },
      "timeout",
      "504 proxy"),
  RESET("reset before the head", Failures.resetBeforeHead(), "reset", "502 proxy"),
  CLOSE("close before the head", Failures.closeBeforeHead(), "closed", "502 proxy"),
  RESET_IN_HEAD(
      "reset inside the head",
      Failures.cutHead(Answer.ok("hello"), 20, Ending.RESET),
      "reset",
      "502 proxy"),
  CLOSE_IN_HEAD(
      "close inside the head",
      Failures.cutHead(Answer.ok("hello"), 20, Ending.FIN),
      "closed",
      "502 proxy"),
  CLOSE_AFTER_103(
      "an interim answer, then close",
      Behaviors.informing(103, List.of("Link: </a.css>"), Failures.closeBeforeHead()),
      "closed",
      "502 proxy"),
  GARBAGE("random bytes", Failures.garbage(500, 7), "invalid-answer", "502 proxy"),
  OTHER_PROTOCOL("another protocol", InvalidHead.OTHER_PROTOCOL, "invalid-answer", "502 proxy"),
  TWO_LENGTHS("two lengths that differ", InvalidHead.TWO_LENGTHS, "invalid-answer", "502 proxy"),
  LENGTH_AND_CHUNKED(
      "a length and chunked together",
      InvalidHead.LENGTH_AND_CHUNKED,
      "invalid-answer",
      "502 proxy"),
  UNASKED_SWITCH("an unasked 101", InvalidHead.UNASKED_SWITCH, "invalid-answer", "502 proxy"),
  HUGE_HEAD("a head above 64 KiB", Failures.hugeHead(80_000), "invalid-answer", "502 proxy"),
  MANY_FIELDS("a head of 300 fields", Failures.manyFields(300), "invalid-answer", "502 proxy"),
  STATUS_500("500", status(500), "status", "500 new"),
  STATUS_502("502", status(502), "status", "502 new"),
  STATUS_503("503", status(503), "status", "503 new"),
  STATUS_504("504", status(504), "status", "504 new"),
  STATUS_501("501, which is not listed", status(501), "", "501 new"),
  STATUS_505("505, which is not listed", status(505), "", "505 new"),
  STATUS_404("404, which is not listed", status(404), "", "404 new"),
  STATUS_429("429, which is not listed", status(429), "", "429 new");

  private final String words;
  private final Behavior behavior;
  private final String reason;
  private final String delivered;

  Misbehaviour(String words, Behavior behavior, String reason, String delivered) {
    this.words = words;
    this.behavior = behavior;
    this.reason = reason;
    this.delivered = delivered;
  }

  /** Answers on a connection that is not kept, so that each case begins with a fresh one. */
  private static Behavior status(int status) {
    return Behaviors.signed(Answer.status(status).body("from new").close());
  }

  Behavior behavior() {
    return behavior;
  }

  /** The failure's name in the access log; empty where it is none. */
  String reason() {
    return reason;
  }

  /** What the client is told where legacy may not answer. */
  String delivered() {
    return delivered;
  }

  /** Whether legacy answers if it may. */
  boolean rescued() {
    return !reason.isEmpty();
  }

  /** Whether the proxy has to answer itself where legacy may not. */
  boolean failsForClient() {
    return delivered.endsWith("proxy");
  }

  /** Whether it shows only when {@code timeout} has passed. */
  boolean hasty() {
    return reason.equals("timeout");
  }

  @Override
  public String toString() {
    return words;
  }

  /** The kinds of request: the columns of the table, and what may move a request into the first. */
  enum Column {
    GET("GET", "GET", "plain", true),
    HEAD("HEAD", "HEAD", "plain", true),
    OPTIONS("OPTIONS", "OPTIONS", "plain", true),
    POST("POST", "POST", "plain", false),
    PUT("PUT", "PUT", "plain", false),
    DELETE("DELETE", "DELETE", "plain", false),
    PATCH("PATCH", "PATCH", "plain", false),
    EMPTY_POST("POST without a body", "POST", "plain", false),
    EMPTY_DELETE("DELETE without a body", "DELETE", "plain", false),
    EMPTY_POST_WITH_FALLBACK_OFF("POST without a body, fallback: off", "POST", "off", false),
    UNKNOWN_METHOD("an unknown method", "BREW", "plain", false),
    METHOD_LISTED("POST, which fallback.methods names", "POST", "methods", true),
    METHOD_NOT_LISTED("DELETE beside other fallback.methods", "DELETE", "methods", false),
    KEYED("POST with an Idempotency-Key, idempotency-key: true", "POST", "key", true),
    KEY_MISSING("POST without, idempotency-key: true", "POST", "key", false),
    KEYED_BUT_NOT_ASKED_FOR("POST with an Idempotency-Key alone", "POST", "plain", false),
    GET_WITH_FALLBACK_OFF("GET, fallback: off", "GET", "off", false),
    POST_WITH_FALLBACK_OFF("POST, fallback: off", "POST", "off", false);

    private final String words;
    private final String method;
    private final String route;
    private final boolean mayReplay;

    Column(String words, String method, String route, boolean mayReplay) {
      this.words = words;
      this.method = method;
      this.route = route;
      this.mayReplay = mayReplay;
    }

    boolean mayReplay() {
      return mayReplay;
    }

    Request request(String prefix, int number) {
      Request any = Request.of(method, "/" + prefix + "/" + route + "/" + number);
      Request request = name().startsWith("EMPTY") ? any.body("") : any;
      return name().startsWith("KEYED") ? request.with("Idempotency-Key: k-" + number) : request;
    }

    @Override
    public String toString() {
      return words;
    }
  }
}
