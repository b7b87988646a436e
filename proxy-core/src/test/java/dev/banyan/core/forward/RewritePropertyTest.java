package dev.banyan.core.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.Heads;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.routing.NaivePaths;
import dev.banyan.core.routing.PathView;
import dev.banyan.core.split.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever path matched and is sent on: each way of reading the new path is the same change of that
 * way of reading the old one, by the naive words of lists of segments.
 */
class RewritePropertyTest {
  private static final int PATHS = 60_000;
  private static final List<String> PLAIN = List.of("a", "b", "api", "c.d");
  private static final List<String> ODD =
      List.of(
          "",
          ".",
          "..",
          "%2e%2E",
          ".%2e",
          "%61",
          "%2561",
          "a;p=1",
          ";p",
          "..;p",
          "a%2Fb",
          "..%2fapi",
          "a%5Cb",
          "a\\b",
          "..\\api",
          "%252e%252e",
          "%252Fa",
          "caf%c3%a9",
          NaivePaths.bytes("caf\u00e9"),
          "%",
          "%zz",
          "a%3Bb",
          "%25",
          "%2",
          "41",
          "%0d%0a",
          "api");

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private int sent;
  private int refused;
  private int changed;

  /** A rewrite, and what it makes of the segments of a reading. */
  private enum Rule {
    STRIP("/api/**", "strip /api") {
      @Override
      List<String> of(List<String> path) {
        return orRoot(path.subList(1, path.size()));
      }
    },
    REPLACE("/api/**", "replace /api /v2") {
      @Override
      List<String> of(List<String> path) {
        return joined(List.of("v2"), path.subList(1, path.size()));
      }
    },
    PREPEND("/**", "replace / /v2") {
      @Override
      List<String> of(List<String> path) {
        return joined(List.of("v2"), path);
      }
    },
    STRIP_NAMED("/api/{id}/**", "strip /api/{id}") {
      @Override
      List<String> of(List<String> path) {
        return orRoot(path.subList(2, path.size()));
      }
    },
    SEGMENT("/api/{id}/**", "template /v2/x-{id}.json/{id}?") {
      @Override
      List<String> of(List<String> path) {
        return List.of("v2", "x-" + path.get(1) + ".json", path.get(1));
      }
    },
    BELOW("/api/{id}/**", "template /{id}/items/{**}") {
      @Override
      List<String> of(List<String> path) {
        return joined(List.of(path.get(1), "items"), orRoot(path.subList(2, path.size())));
      }
    },
    ALL("/**", "template /v2{path}") {
      @Override
      List<String> of(List<String> path) {
        return joined(List.of("v2"), path);
      }
    };

    private final String pattern;
    private final String rewrite;

    Rule(String pattern, String rewrite) {
      this.pattern = pattern;
      this.rewrite = rewrite;
    }

    abstract List<String> of(List<String> path);

    private static List<String> orRoot(List<String> path) {
      return path.isEmpty() ? List.of("") : path;
    }

    private static List<String> joined(List<String> first, List<String> second) {
      List<String> all = new ArrayList<>(first);
      all.addAll(second);
      return all;
    }
  }

  @Test
  void everyReadingOfTheNewPathIsTheChangeOfThatReadingOfTheOldOne() {
    for (int i = 0; i < PATHS; i++) {
      Rule rule = Rule.values()[random.nextInt(Rule.values().length)];
      check(rule, path(random.nextInt(3) == 0 ? PLAIN : ODD));
    }
    assertTrue(
        sent > PATHS / 20 && refused > PATHS / 100 && changed > PATHS / 1_000,
        () -> "too few cases: " + sent + " " + refused + " " + changed + " seed " + seed);
  }

  private String path(List<String> segments) {
    StringBuilder path = new StringBuilder(random.nextInt(4) > 0 ? "/api" : "");
    for (int i = random.nextInt(6); i > 0; i--) {
      path.append('/').append(segments.get(random.nextInt(segments.size())));
    }
    return path.isEmpty() ? "/" : path.toString();
  }

  private void check(Rule rule, String path) {
    RequestHead head = Heads.get("a", path + "?q");
    Forwarding forwarding = Forwarding.rewriting(rule.pattern, rule.rewrite);
    String shown = rule + " " + path + " seed " + seed;
    String refusal = forwarding.refusal(head);
    if (!refusal.isEmpty()) {
      refused += refusal.equals("400") && !isPlain(path) ? 1 : 0;
      assertNotEquals(isPlain(path) ? "400" : "", refusal, shown);
      return;
    }
    byte[] target = forwarding.actions().rewrite(Side.NEW).target(head, Forwarding.values(head));
    String whole = Ascii.string(target, 0, target.length);
    String result = rule == Rule.SEGMENT ? whole : whole.substring(0, whole.length() - 2);
    sent++;
    assertEquals(rule == Rule.SEGMENT ? result : result + "?q", whole, shown);
    assertTrue(result.matches("/([^/\\\\].*)?"), shown + " -> " + result);
    List<String> raw = rule.of(NaivePaths.raw(path));
    List<String> normalised = rule.of(NaivePaths.normalised(path));
    boolean asItStood = NaivePaths.raw(result).equals(raw);
    changed += asItStood ? 0 : 1;
    assertTrue(asItStood || NaivePaths.raw(result).equals(normalised), shown + " -> " + result);
    assertEquals(normalised, NaivePaths.normalised(result), shown + " -> " + result);
    assertEquals(
        rule.of(NaivePaths.decoded(path)), NaivePaths.decoded(result), shown + " -> " + result);
  }

  private static boolean isPlain(String path) {
    return PathView.of(Ascii.bytes(path)).isPlain();
  }
}
