package dev.banyan.server.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.cors.Allowance;
import dev.banyan.core.split.Side;
import dev.banyan.server.exchange.PreflightScript.How;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Preflights in random schedules: one answer, the one that is promised; every exchange ends once,
 * gives its place back and leaves no stream and no buffer.
 */
class PreflightExchangeTest {
  private static final int SCHEDULES = 4_000;

  private final Map<String, Integer> seen = new HashMap<>();

  @Test
  void theClientGetsTheAnswerThatIsPromised() {
    long base = System.nanoTime();
    for (int i = 0; i < SCHEDULES; i++) {
      long seed = base + i;
      Random random = new Random(seed);
      PreflightScript legacy = PreflightScript.draw(random, Side.LEGACY);
      PreflightScript moved = PreflightScript.draw(random, Side.NEW);
      boolean full = random.nextInt(6) == 0;
      PreflightRun run = new PreflightRun(random, legacy, moved, full);
      String promised = PreflightScript.promised(legacy, moved, full);
      String shown = "seed " + seed + ": " + legacy + ", " + moved + (full ? ", full" : "");
      assertEquals(promised, run.play(-1), shown);
      checkRecord(run, legacy, promised, shown);
      seen.merge(promised.replaceAll("[0-9]+$", ""), 1, Integer::sum);
    }
    assertTrue(seen.size() >= 20, seen::toString);
  }

  private static void checkRecord(
      PreflightRun run, PreflightScript legacy, String promised, String shown) {
    boolean byNew = promised.startsWith("NEW");
    assertEquals(byNew ? Side.NEW : Side.LEGACY, run.record().side(), shown);
    assertEquals(
        promised.startsWith("own"),
        run.record().failure() != null && !promised.endsWith("cut"),
        shown);
    assertEquals(promised.endsWith("cut"), run.record().truncated(), shown);
    boolean settled = legacy.how() == How.ANSWERS && legacy.allows() == Allowance.CREDENTIALED;
    if (settled) {
      assertFalse(run.asked(Side.NEW), "new was asked for nothing; " + shown);
    }
    assertNull(run.record().fallback(), shown);
  }

  @Test
  void aClientThatLeavesOrIsRefusedEndsIt() {
    long base = System.nanoTime();
    for (int i = 0; i < SCHEDULES; i++) {
      long seed = base + i;
      Random random = new Random(seed);
      PreflightScript legacy = PreflightScript.draw(random, Side.LEGACY);
      PreflightScript moved = PreflightScript.draw(random, Side.NEW);
      PreflightRun run = new PreflightRun(random, legacy, moved, random.nextInt(6) == 0);
      String got = run.play(random.nextInt(12));
      int ends = got.split(" with | cut|own | gone", -1).length - 1;
      assertEquals(1, ends, "seed " + seed + ": " + got);
    }
  }
}
