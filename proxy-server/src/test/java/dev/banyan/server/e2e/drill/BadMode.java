package dev.banyan.server.e2e.drill;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.OriginExchange;
import dev.banyan.testkit.Payload;
import java.time.Duration;
import java.util.List;

/** A way in which a new system goes wrong. */
enum BadMode {
  REFUSED("refused", Kind.ALL, Answer.ok("")),
  HUNG("hung", Kind.ALL, Failures.hang()),
  RESET("reset before the head", Kind.ALL, Failures.resetBeforeHead()),
  STATUS_500("500", Kind.ALL, status(500)),
  POST_500("500 to POST only", Kind.WRITES, writes(status(500))),
  RANDOM("30% fail at random", Kind.TOO_FEW, Behaviors.sometimes(0.3, 11, status(500), well())),
  FLAPPING("flaps every 2 s", Kind.ALL, Answer.ok("")),
  SLOW("slow", Kind.ALL, Behaviors.slow(Duration.ofMillis(600), well())),
  GARBAGE("garbage", Kind.ALL, Failures.garbage(300, 5)),
  CUT("cut in mid-body", Kind.ALL, Failures.cutBody(page(), 1000, Ending.FIN)),
  SILENT("connect time-out", Kind.ALL, Answer.ok("")),
  CLOSED("closed before the head", Kind.ALL, Failures.closeBeforeHead()),
  STATUS_503("503", Kind.ALL, status(503)),
  GET_500("500 to GET only", Kind.READS, reads(status(500))),
  POST_HUNG("hung on POST only", Kind.WRITES, writes(Failures.hang())),
  INTERIM("103, then nothing", Kind.ALL, Behaviors.informing(103, List.of(), Failures.hang())),
  HUGE_HEAD("a head of 1 MiB", Kind.ALL, Failures.hugeHead(1 << 20));

  /** Which requests fail. */
  enum Kind {
    ALL,
    READS,
    WRITES,
    /** Fewer than open the breaker. */
    TOO_FEW
  }

  private static final Duration FLAP = Duration.ofSeconds(2);
  private static final int PAGE_BYTES = 4000;

  private final String words;
  private final Kind kind;
  private final Behavior behavior;

  BadMode(String words, Kind kind, Behavior behavior) {
    this.words = words;
    this.kind = kind;
    this.behavior = behavior;
  }

  /** What both origins do while they are well. */
  static Behavior well() {
    return Behaviors.signed(page());
  }

  private static Answer page() {
    return Answer.ok("").body(Payload.generated(PAGE_BYTES, 1));
  }

  private static Behavior status(int status) {
    return Behaviors.signed(Answer.status(status).body("broken"));
  }

  private static Behavior reads(Behavior bad) {
    return Behaviors.when(BadMode::isGet, bad, well());
  }

  private static Behavior writes(Behavior bad) {
    return Behaviors.when(BadMode::isGet, well(), bad);
  }

  private static boolean isGet(OriginExchange exchange) {
    return exchange.method().equals("GET");
  }

  /** What new does, from now on. */
  Behavior behavior() {
    return this == FLAPPING
        ? Behaviors.flapping(FLAP, System::nanoTime, status(500), well())
        : behavior;
  }

  Kind kind() {
    return kind;
  }

  /** Whether nothing listens where new should. */
  boolean refuses() {
    return this == REFUSED;
  }

  /** Whether new's address gives no answer to who connects. */
  boolean silent() {
    return this == SILENT;
  }

  /** Whether answers are cut after their head, from which nothing can rescue a client. */
  boolean cutsBodies() {
    return this == CUT;
  }

  /** Whether a request of this kind fails while the mode lasts. */
  boolean fails(boolean read) {
    return kind == Kind.ALL || kind == (read ? Kind.READS : Kind.WRITES);
  }

  /** How long after its start a call can be known to be bad. */
  Duration known() {
    return switch (this) {
      case HUNG, POST_HUNG, INTERIM, SLOW -> Drill.SLOW_CALL;
      case SILENT -> Drill.CONNECT_TIMEOUT;
      default -> Duration.ZERO;
    };
  }

  @Override
  public String toString() {
    return words;
  }
}
