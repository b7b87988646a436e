package dev.banyan.core.routing;

import dev.banyan.core.http.Cookies;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.routing.FieldKey.Kind;
import dev.banyan.core.routing.RouteTrace.Candidate;
import dev.banyan.core.routing.RouteTrace.Doubt;
import dev.banyan.core.routing.RouteTrace.Failed;
import dev.banyan.core.routing.RouteTrace.Reading;
import dev.banyan.core.routing.RouteTrace.Subject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Follows one look-up through the index that decides, and asks the conditions that decide. Confined
 * to one thread, used once.
 */
final class RouteTracer {
  /** How many of the routes whose conditions fail are kept. */
  static final int MOST_FAILED = 3;

  private final RouteIndex index;
  private final RouteEntries entries;
  private final RequestHead head;
  private final Deque<Candidate> failed = new ArrayDeque<>();
  private int failedBefore;
  private @Nullable Candidate found;
  private @Nullable Candidate next;

  RouteTracer(RouteIndex index, RouteEntries entries, RequestHead head) {
    this.index = index;
    this.entries = entries;
    this.head = head;
  }

  RouteTrace trace() {
    int start = head.pathStart();
    boolean noPath = head.bytes()[start] == '*';
    PathReadings ways =
        new PathReadings(head.bytes(), noPath ? head.pathEnd() : start, head.pathEnd());
    PathBuffer raw = ways.raw();
    index.walk(raw, head, this::visit);
    boolean one = noPath || PathReadings.isOne(head.bytes(), start, head.pathEnd());
    List<Reading> readings =
        one
            ? List.of(new Reading("raw", head.path(), index.find(raw, head)))
            : List.of(
                reading("raw", raw),
                reading("normalised", ways.normalised()),
                reading("decoded", ways.decoded()));
    int route = index.find(head);
    Doubt doubt = route == RouteIndex.DISAGREE ? doubt(readings, ways) : Doubt.NONE;
    return new RouteTrace(route, readings, doubt, List.copyOf(failed), failedBefore, found, next);
  }

  private Reading reading(String name, PathBuffer path) {
    return new Reading(name, path.toString(), index.find(path, head));
  }

  private Doubt doubt(List<Reading> readings, PathReadings ways) {
    int first = readings.get(0).route();
    if (!readings.stream().allMatch(reading -> index.alike(reading.route(), first))) {
      return Doubt.ROUTES;
    }
    return ways.decoded().isMixed() ? Doubt.MIXES : Doubt.CLIMBS;
  }

  /** Takes the routes of a leaf in their order; true once there is nothing more to learn. */
  private boolean visit(RouteLeaf leaf) {
    for (int entry : leaf.ranked()) {
      if (next != null) {
        return true;
      }
      RouteMatch match = entries.match(entry);
      take(new Candidate(entries.routes().get(entry), match, failed(match)));
    }
    return next != null;
  }

  private void take(Candidate candidate) {
    if (candidate.failed() != null) {
      if (found == null) {
        failed.addLast(candidate);
      }
      if (failed.size() > MOST_FAILED) {
        failed.removeFirst();
        failedBefore++;
      }
    } else if (found == null) {
      found = candidate;
    } else if (candidate.route() != found.route()) {
      next = candidate;
    }
  }

  private @Nullable Failed failed(RouteMatch match) {
    if (!match.methods().isEmpty() && !new MethodCondition(match.methods()).holds(head)) {
      return new Failed(Subject.METHOD, 0, null, head.methodToken());
    }
    Failed failure = failed(Subject.HEADER, Kind.HEADER, match.headers());
    failure = failure == null ? failed(Subject.QUERY, Kind.QUERY, match.query()) : failure;
    return failure == null ? failed(Subject.COOKIE, Kind.COOKIE, match.cookies()) : failure;
  }

  private @Nullable Failed failed(Subject subject, Kind kind, List<FieldCondition> conditions) {
    for (int i = 0; i < conditions.size(); i++) {
      FieldCondition condition = conditions.get(i);
      String name = condition.name();
      FieldKey key = new FieldKey(kind, kind == Kind.HEADER ? name.toLowerCase(Locale.ROOT) : name);
      if (!new ValueCondition(key, condition.test()).holds(head)) {
        return new Failed(subject, i, condition, value(key.finder()));
      }
    }
    return null;
  }

  private @Nullable String value(ValueFinder finder) {
    long range = finder.find(head);
    if (range == Cookies.ABSENT) {
      return null;
    }
    if (range == Cookies.UNSEEN) {
      return "announced";
    }
    byte[] bytes = head.bytes();
    byte[] decoded = finder.decoded(bytes, Cookies.start(range), Cookies.end(range));
    byte[] value =
        decoded == null
            ? Arrays.copyOfRange(bytes, Cookies.start(range), Cookies.end(range))
            : decoded;
    return new String(value, StandardCharsets.UTF_8);
  }
}
