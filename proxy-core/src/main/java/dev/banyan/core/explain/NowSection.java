package dev.banyan.core.explain;

import dev.banyan.core.resilience.BreakerReading;
import dev.banyan.core.resilience.BreakerReading.Window;
import dev.banyan.core.resilience.BreakerState;
import java.util.List;

/** Says what a running proxy knows at the moment. Stateless. */
final class NowSection {
  private static final int MOST_ENDPOINTS = 8;

  private NowSection() {}

  static Section of(Inquiry inquiry, LiveFacts facts) {
    Section.Builder section = new Section.Builder("now");
    BreakerReading breaker = facts.breaker();
    if (breaker != null) {
      section.say("breaker", state(breaker), null);
      section.say("", "reads: " + window(breaker.reads()), null);
      section.say("", "writes: " + window(breaker.writes()), null);
    }
    int most = inquiry.policy().maxInFlight();
    if (inquiry.policy().newBackend() != null) {
      String bound = most == 0 ? "" : " of " + most;
      section.say("in flight", facts.inFlight() + bound + " at new", null);
    }
    endpoints(section, "new", facts.moved());
    endpoints(section, "legacy", facts.legacy());
    return section.build();
  }

  private static String state(BreakerReading breaker) {
    String since = Words.about(breaker.since());
    if (breaker.state() == BreakerState.CLOSED) {
      return "closed, for " + since;
    }
    String by = " by " + kinds(breaker) + ", for " + since + failedRounds(breaker.failedRounds());
    String left =
        breaker.untilProbes().isZero()
            ? "; the next that may are probes"
            : "; new is left alone for " + Words.about(breaker.untilProbes()) + " more";
    return breaker.state().label() + by + left;
  }

  private static String kinds(BreakerReading breaker) {
    if (breaker.openedByReads()) {
      return breaker.openedByWrites() ? "reads and writes" : "reads";
    }
    return "writes";
  }

  private static String failedRounds(int rounds) {
    return rounds == 0 ? "" : ", after " + Words.count(rounds, "failed round") + " of probes";
  }

  private static String window(Window window) {
    return Words.count(window.calls(), "call")
        + ", "
        + window.failed()
        + " failed, "
        + window.slow()
        + " slow";
  }

  private static void endpoints(
      Section.Builder section, String label, List<LiveFacts.Endpoint> endpoints) {
    int shown = Math.min(endpoints.size(), MOST_ENDPOINTS);
    for (int i = 0; i < shown; i++) {
      LiveFacts.Endpoint endpoint = endpoints.get(i);
      section.say(i == 0 ? label : "", endpoint.name() + " is " + endpoint.state(), null);
    }
    if (endpoints.size() > shown) {
      long up = endpoints.stream().filter(each -> each.state().equals("up")).count();
      String text = "and " + (endpoints.size() - shown) + " more; " + up + " in all are up";
      section.say("", text, null);
    }
  }
}
