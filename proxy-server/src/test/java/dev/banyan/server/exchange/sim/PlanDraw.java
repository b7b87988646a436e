package dev.banyan.server.exchange.sim;

import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.plan.IssuedCookie;
import dev.banyan.core.split.IssueSpec;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.Why;
import dev.banyan.server.exchange.Passages;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Draws the plan of an exchange, and checks what answers carry for its sake. */
final class PlanDraw {
  private static final IssuedCookie COOKIE = new IssuedCookie("banyan", "0af3", IssueSpec.STANDARD);

  private PlanDraw() {}

  static ExchangePlan draw(Sim sim) {
    boolean kill = sim.settings.policy().kill();
    boolean toNew = !kill && sim.draw.chance(85);
    boolean chosen = toNew && sim.draw.chance(10);
    boolean issues = sim.draw.chance(20) && !kill;
    return new ExchangePlan(
        0,
        sim.settings.policy(),
        toNew ? Side.NEW : Side.LEGACY,
        kill ? Why.KILL : chosen ? Why.OVERRIDE : Why.SHARE,
        17,
        issues ? COOKIE : null);
  }

  /**
   * Checks that an answer sets the cookie that was minted, and carries no other field that its
   * backend did not send.
   *
   * @param cookie the cookie that is owed; null for none
   * @param answer the backend's answer; null for one of our own
   */
  static void checkCookie(
      @Nullable IssuedCookie cookie, HeaderEdits edits, @Nullable ResponseHead answer) {
    String lines = Passages.withoutId(edits);
    boolean owed = cookie != null && (answer == null || mayBeSetOn(answer));
    String before = answer == null ? "" : "Cache-Control: private\r\n";
    BrokenPromise.unless(
        owed ? lines.startsWith(before + "Set-Cookie: banyan=0af3;") : lines.isEmpty(),
        "fields added to the answer: " + lines);
  }

  /** Not on a 304, and not where caches are told to give the answer to all. */
  private static boolean mayBeSetOn(ResponseHead answer) {
    boolean cached = new String(answer.bytes(), StandardCharsets.ISO_8859_1).contains("public");
    return answer.status() != 304 && !cached;
  }
}
