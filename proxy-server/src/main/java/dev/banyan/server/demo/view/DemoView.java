package dev.banyan.server.demo.view;

import dev.banyan.server.demo.shop.Fault;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the demo shows at one moment. Immutable.
 *
 * @param elapsed since the load began
 * @param routes in the order of the table
 * @param selected the number of the route whose share the keys change
 * @param fault what new has now; null while it is healthy
 * @param faultFor for how long
 * @param requests that clients have sent since the begin
 * @param allowed errors that they saw and the promises allow
 * @param forbidden errors that they saw and the promises don't allow
 * @param executedTwice writes that were executed twice
 * @param places addresses and the table
 * @param events what has happened, the newest last
 */
public record DemoView(
    Duration elapsed,
    List<RouteRow> routes,
    int selected,
    @Nullable Fault fault,
    Duration faultFor,
    long requests,
    long allowed,
    long forbidden,
    long executedTwice,
    Places places,
    List<Event> events) {

  /** Copies the lists. */
  public DemoView {
    routes = List.copyOf(routes);
    events = List.copyOf(events);
  }

  /**
   * Where things are. Immutable.
   *
   * @param proxy as {@code http://127.0.0.1:8080}
   * @param admin the same of the admin port; null if there is none
   * @param faults the same of the port that breaks and mends new
   * @param table the file with the table
   */
  public record Places(String proxy, @Nullable String admin, String faults, String table) {}

  /**
   * Something that happened. Immutable.
   *
   * @param at since the load began
   */
  public record Event(Duration at, Tone tone, String text) {}

  /** Whether an event is good news. */
  public enum Tone {
    NEUTRAL,
    GOOD,
    DOUBTFUL,
    BAD
  }
}
