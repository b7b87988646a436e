package dev.banyan.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.http.Heads;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.Split;
import dev.banyan.core.split.StickyKey;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 3: shares are right, and a user stays on one side while they move. */
class SharePropertyTest {
  private static final int USERS = 4_000;
  private static final int REQUESTS = 20_000;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final List<RequestHead> reads = users("GET");
  private final List<RequestHead> writes = users("POST");
  private final TestRoute route = new TestRoute();

  private List<RequestHead> users(String method) {
    String salt = Long.toHexString(seed);
    return IntStream.range(0, USERS)
        .mapToObj(i -> Heads.of(method, "h", "/moved", "X-User: " + salt + i))
        .toList();
  }

  /** Which users new serves. */
  private BitSet moved(List<RequestHead> users, int readShare, int writeShare) {
    route.sticky = List.of(new StickyKey.Header("X-User"));
    route.split = new Split(readShare, writeShare);
    BitSet moved = new BitSet();
    for (int i = 0; i < users.size(); i++) {
      moved.set(i, route.plan(users.get(i)).side() == Side.NEW);
    }
    return moved;
  }

  private static boolean contains(BitSet all, BitSet some) {
    BitSet rest = (BitSet) some.clone();
    rest.andNot(all);
    return rest.isEmpty();
  }

  @Test
  void raisingAShareMovesNobodyBackAndLoweringUndoesIt() {
    int[] steps = random.ints(8, 0, Split.BUCKETS + 1).sorted().toArray();
    for (boolean read : new boolean[] {true, false}) {
      List<RequestHead> users = read ? reads : writes;
      BitSet[] up =
          IntStream.of(steps)
              .mapToObj(share -> moved(users, read ? share : 0, read ? 0 : share))
              .toArray(BitSet[]::new);
      for (int i = 1; i < steps.length; i++) {
        assertTrue(contains(up[i], up[i - 1]), "seed " + seed);
      }
      for (int i = steps.length - 1; i >= 0; i--) {
        BitSet down = moved(users, read ? steps[i] : 9, read ? 9 : steps[i]);
        assertEquals(up[i], down, "only those moved last go back, seed " + seed);
      }
    }
  }

  @Test
  void theOtherKindIsLeftAlone() {
    int share = random.nextInt(Split.BUCKETS);
    BitSet before = moved(reads, share, 0);
    assertEquals(before, moved(reads, share, 5_000), "seed " + seed);
    assertEquals(before, moved(writes, 10_000, share), "seed " + seed);
  }

  @Test
  void theEndsAreExact() {
    assertEquals(0, moved(reads, 0, 10_000).cardinality());
    assertEquals(USERS, moved(reads, 10_000, 0).cardinality());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 1_000, 5_000, 9_000, 9_999})
  void aShareOfUsersIsServedByNew(int share) {
    assertShare(share, moved(reads, share, 0).cardinality(), USERS);
    assertShare(share, moved(writes, 0, share).cardinality(), USERS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 1_000, 5_000, 9_000, 9_999})
  void aShareOfUnkeyedRequestsIsServedByNew(int share) {
    route.split = new Split(share, 0);
    Supplier<ExchangePlan> planner = route.planner(Heads.get("h", "/moved"));

    assertShare(share, served(planner), REQUESTS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 1_000, 5_000, 9_000, 9_999})
  void aShareOfIssuedCookiesIsServedByNew(int share) {
    route.split = new Split(share, 0);
    route.sticky = List.of(new StickyKey.Cookie("banyan", true));
    Supplier<ExchangePlan> planner = route.planner(Heads.get("h", "/moved"));

    assertShare(share, served(planner), REQUESTS);
  }

  private static long served(Supplier<ExchangePlan> planner) {
    return Stream.generate(planner).limit(REQUESTS).filter(plan -> plan.side() == Side.NEW).count();
  }

  /** Six standard deviations, and a few more where the share is tiny. */
  private void assertShare(int share, long served, int of) {
    double p = share / (double) Split.BUCKETS;
    double bound = 6 * Math.sqrt(of * p * (1 - p)) + 4;
    assertTrue(
        Math.abs(served - of * p) <= bound,
        () -> served + " of " + of + " at " + share + ", seed " + seed);
  }
}
