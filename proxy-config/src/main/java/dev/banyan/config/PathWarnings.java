package dev.banyan.config;

import dev.banyan.config.document.Located;
import dev.banyan.config.document.MatchDocument;
import dev.banyan.config.document.RouteDocument;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.plan.RoutingSnapshot;
import dev.banyan.core.routing.PathPattern;
import dev.banyan.core.routing.PathPattern.Parameter;
import dev.banyan.core.routing.PathPattern.Segment;
import dev.banyan.core.routing.RouteIndex;
import dev.banyan.core.routing.RouteMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Warns of paths that legacy takes in another way than the table does. It asks the index that will
 * decide. Confined to one load.
 */
final class PathWarnings {
  private final RoutingSnapshot routing;
  private final List<Finding> refusing = new ArrayList<>();
  private final List<Finding> passing = new ArrayList<>();

  /** A route's path as written, and a path of a client that shows what is meant. */
  private record Finding(Located<String> path, String segment, String sample) {}

  private PathWarnings(RoutingSnapshot routing) {
    this.routing = routing;
  }

  /** Reports the first path of each kind, and where the others are. */
  static void check(List<RouteDocument> routes, RoutingSnapshot routing, Problems problems) {
    PathWarnings warnings = new PathWarnings(routing);
    for (int route = 0; route < routes.size(); route++) {
      MatchDocument match = routes.get(route).match();
      if (match != null && match.path() != null) {
        warnings.look(route, match.path(), MatchCompiler.compile(match, problems));
      }
    }
    warnings.report(problems);
  }

  private void look(int route, Located<String> path, @Nullable List<RouteMatch> matches) {
    if (matches == null) {
      return;
    }
    PathPattern pattern = matches.get(0).path();
    for (int i = 0; i < pattern.segments().size(); i++) {
      if (pattern.segments().get(i) instanceof Parameter) {
        String sample = slashIn(pattern, i);
        if (matches.stream().anyMatch(match -> refuses(route, match, sample))) {
          refusing.add(new Finding(path, shown(pattern.segments().get(i)), sample));
          break;
        }
      }
    }
    String other = SampleRequests.otherCase(pattern);
    boolean answers = routing.routes().get(route).actions().answer() != null;
    if (answers && other != null && matches.stream().anyMatch(match -> isAsked(match, other))) {
      passing.add(new Finding(path, "", other));
    }
  }

  private static String slashIn(PathPattern pattern, int number) {
    return SampleRequests.path(
        pattern, (i, segment) -> i == number ? "a%2Fb" : SampleRequests.plain(segment));
  }

  private static String shown(Segment segment) {
    String name = segment instanceof Parameter parameter ? parameter.name() : "";
    return name.isEmpty() ? "*" : "{" + name + "}";
  }

  /** Whether the path as it stands leads to the route, and is answered 400 nevertheless. */
  private boolean refuses(int route, RouteMatch match, String sample) {
    RequestHead head = SampleRequests.head(match, sample);
    return head != null
        && routing.index().find(head) == RouteIndex.DISAGREE
        && routing.index().trace(head).readings().get(0).route() == route;
  }

  /** Whether a request for the path reaches a backend. */
  private boolean isAsked(RouteMatch match, String sample) {
    RequestHead head = SampleRequests.head(match, sample);
    int found = head == null ? RouteIndex.DISAGREE : routing.index().find(head);
    int route = found == RouteIndex.NO_MATCH ? routing.catchAll() : found;
    return route >= 0 && routing.routes().get(route).actions().answer() == null;
  }

  private void report(Problems problems) {
    if (!refusing.isEmpty()) {
      Finding first = refusing.get(0);
      problems.warning(
          first.path.span(),
          String.format(
              "path: %s: a slash in `%s`, as in %s, is answered 400, though legacy may have served"
                  + " it%s",
              first.path.value(), first.segment, first.sample, others(refusing)),
          "servers differ on whether it is a slash; where the paths below say the same in all but"
              + " `name` and `match` it passes");
    }
    if (!passing.isEmpty()) {
      Finding first = passing.get(0);
      problems.warning(
          first.path.span(),
          String.format(
              "path: %s: paths have case, so %s passes by this route%s",
              first.path.value(), first.sample, others(passing)),
          "many old servers take it for the same path; what is to be closed must be closed there"
              + " too");
    }
  }

  private static String others(List<Finding> findings) {
    List<String> lines =
        IntStream.range(1, findings.size())
            .mapToObj(i -> String.valueOf(findings.get(i).path.span().line()))
            .distinct()
            .toList();
    return lines.isEmpty()
        ? ""
        : "; so in line" + (lines.size() > 1 ? "s " : " ") + Phrases.allOf(lines);
  }
}
