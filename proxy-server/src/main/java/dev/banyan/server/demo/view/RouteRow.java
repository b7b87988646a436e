package dev.banyan.server.demo.view;

import dev.banyan.core.resilience.BreakerState;
import dev.banyan.core.split.Split;
import org.jspecify.annotations.Nullable;

/**
 * What the table shows of a route. Immutable.
 *
 * @param split the share that its table wants
 * @param moves whether it has a new backend
 * @param kill whether its kill switch is on
 * @param observed the part of requests planned for new in the last seconds, 0 to 1; NaN if none
 * @param breaker null if it has none
 * @param fallbacks how many answers of legacy stood in for new's, since the begin
 * @param allowed errors that clients saw and the promises allow, since the begin
 * @param forbidden errors that clients saw and the promises don't allow
 */
public record RouteRow(
    String name,
    Split split,
    boolean moves,
    boolean kill,
    double observed,
    SideFigures legacy,
    SideFigures fresh,
    @Nullable BreakerState breaker,
    long fallbacks,
    long allowed,
    long forbidden) {

  /**
   * How a side did in the last seconds. Immutable.
   *
   * @param perSecond attempts
   * @param p50Millis time to the response head of half of them at most; NaN if there was none
   * @param p99Millis of 99 of 100
   */
  public record SideFigures(double perSecond, double p50Millis, double p99Millis) {
    /** No attempt. */
    public static final SideFigures NONE = new SideFigures(0, Double.NaN, Double.NaN);
  }

  /** The wanted share as text. */
  String wanted() {
    if (!moves) {
      return "-";
    }
    if (kill) {
      return "kill";
    }
    return share(split);
  }

  /** A share as text, as in {@code 50%}, or {@code 50/10%} for reads and writes. */
  public static String share(Split split) {
    String reads = percent(split.reads());
    return split.reads() == split.writes()
        ? reads + "%"
        : reads + "/" + percent(split.writes()) + "%";
  }

  private static String percent(int hundredths) {
    return hundredths % 100 == 0
        ? Integer.toString(hundredths / 100)
        : Double.toString(hundredths / 100.0);
  }
}
