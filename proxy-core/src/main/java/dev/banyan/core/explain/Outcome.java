package dev.banyan.core.explain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who answers a request, and why. Immutable.
 *
 * @param summary all of it in a line
 * @param route the name of its route; null if none is looked for
 * @param place where the route begins; null if none is looked for
 * @param by who answers
 * @param why what decided it, as the access log says it; {@code refused} if no plan is made
 * @param bucket the bucket that is compared with the share; -1 if none is, or if it is drawn
 * @param newShare how often new is drawn, in hundredths of a percent; -1 unless it is drawn
 * @param status the status of Banyan's own answer; 0 if a side answers
 * @param refused why Banyan refuses the request, as the access log says it; null if it does not
 */
public record Outcome(
    String summary,
    @Nullable String route,
    @Nullable Place place,
    Answerer by,
    String why,
    int bucket,
    int newShare,
    int status,
    @Nullable String refused) {

  /** Who answers. */
  public enum Answerer {
    LEGACY,
    NEW,
    /** One of the sides: it is drawn at random, or depends on who else asks at the moment. */
    EITHER,
    /** Neither side: Banyan itself. */
    BANYAN;

    /** The name in JSON. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
