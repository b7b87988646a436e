package dev.banyan.core.explain;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.resilience.BreakerSpec;
import dev.banyan.core.split.Side;
import java.time.Duration;
import java.util.Locale;

/** Says which bounds hold for the side that is asked. Stateless. */
final class BoundsSection {
  private BoundsSection() {}

  static Section of(Inquiry inquiry) {
    Section.Builder section = new Section.Builder("bounds");
    Side side = inquiry.side();
    BackendSpec backend = inquiry.backend(side);
    String to = " for " + side.name().toLowerCase(Locale.ROOT);
    section.say(
        "timeout",
        Words.duration(timeout(inquiry, side)) + to + "'s head",
        timeoutPlace(inquiry, side));
    section.say(
        "connect",
        "connect-timeout " + Words.duration(backend.connectTimeout()),
        inquiry.at(side, TableKey.CONNECT_TIMEOUT));
    section.say(
        "queue",
        "pending-timeout " + Words.duration(backend.pendingTimeout()),
        inquiry.at(side, TableKey.PENDING_TIMEOUT));
    section.say(
        "body",
        "stream-idle " + Words.duration(backend.streamIdle()) + " between two bytes of the answer",
        inquiry.at(side, TableKey.STREAM_IDLE));
    if (side == Side.NEW) {
      ofNew(section, inquiry);
      fallback(section, inquiry);
    } else if (inquiry.asksBoth()) {
      String wait = Words.duration(timeout(inquiry, Side.NEW));
      Place place = timeoutPlace(inquiry, Side.NEW);
      section.say("new", "then new has " + wait + " for its head", place);
      ofNew(section, inquiry);
    }
    return section.build();
  }

  private static void ofNew(Section.Builder section, Inquiry inquiry) {
    RoutePolicy policy = inquiry.policy();
    if (policy.maxInFlight() > 0) {
      String text = Words.count(policy.maxInFlight(), "attempt") + " at new at one time";
      section.say("max-in-flight", text, inquiry.at(TableKey.MAX_IN_FLIGHT));
    }
    BreakerSpec breaker = policy.breaker();
    section.say("breaker", breaker == null ? "off" : words(breaker), inquiry.at(TableKey.BREAKER));
  }

  private static void fallback(Section.Builder section, Inquiry inquiry) {
    if (inquiry.policy().fallback().enabled()) {
      String wait = Words.duration(inquiry.backend(Side.LEGACY).timeout());
      Place place = inquiry.at(Side.LEGACY, TableKey.BACKEND_TIMEOUT);
      section.say("fallback", "then legacy has " + wait + " for its head", place);
    } else {
      section.say("fallback", "off: legacy answers for no failure", inquiry.at(TableKey.FALLBACK));
    }
  }

  /** As in {@code opens at 50% failed or 80% over 400ms, of 100 calls, 20 at least; for 30s}. */
  static String words(BreakerSpec breaker) {
    Duration time = breaker.windowTime();
    String window = time == null ? breaker.windowCalls() + " calls" : Words.duration(time);
    return "opens when "
        + rate(breaker.failureRate())
        + " failed or "
        + rate(breaker.slowRate())
        + " took over "
        + Words.duration(breaker.slowCall())
        + ", of the last "
        + window
        + ", at least "
        + Words.count(breaker.minimumCalls(), "call")
        + "; for "
        + Words.duration(breaker.openFor())
        + ", then "
        + Words.count(breaker.probes(), "probe")
        + "; up to "
        + Words.duration(breaker.mostOpenFor())
        + " when they fail";
  }

  private static String rate(float percent) {
    return Words.percent(Math.round(percent * 100));
  }

  /** The longest wait for a side's head. */
  static Duration timeout(Inquiry inquiry, Side side) {
    Duration own = side == Side.NEW ? inquiry.policy().timeout() : null;
    return own == null ? inquiry.backend(side).timeout() : own;
  }

  static Place timeoutPlace(Inquiry inquiry, Side side) {
    boolean own = side == Side.NEW && inquiry.policy().timeout() != null;
    return own ? inquiry.at(TableKey.TIMEOUT) : inquiry.at(side, TableKey.BACKEND_TIMEOUT);
  }
}
