package dev.banyan.server.demo.view;

import dev.banyan.core.resilience.BreakerState;
import dev.banyan.server.demo.shop.Fault;
import dev.banyan.server.demo.view.DemoView.Event;
import java.util.Locale;
import java.util.stream.Collectors;

/** The demo as lines of plain text, for files and pipes. Stateless. */
public final class PlainText {
  private PlainText() {}

  /** Something that has happened, as in {@code 0:07 catalog: breaker open}. */
  public static String event(Event event) {
    return Frame.clock(event.at()) + "  " + event.text();
  }

  /** Everything in one line. */
  public static String state(DemoView view) {
    Fault fault = view.fault();
    return String.format(
        Locale.ROOT,
        "%s  new: %-8s %s  forbidden errors: %d  unavoidable: %d",
        Frame.clock(view.elapsed()),
        fault == null ? "healthy" : fault.label(),
        view.routes().stream()
            .filter(RouteRow::moves)
            .map(PlainText::route)
            .collect(Collectors.joining("  ")),
        view.forbidden(),
        view.allowed());
  }

  private static String route(RouteRow row) {
    BreakerState breaker = row.breaker();
    String state = breaker == null || breaker == BreakerState.CLOSED ? "" : " " + breaker.label();
    return String.format(
        Locale.ROOT,
        "%s %.0f/%.0f%s",
        row.name(),
        row.legacy().perSecond(),
        row.fresh().perSecond(),
        state);
  }
}
