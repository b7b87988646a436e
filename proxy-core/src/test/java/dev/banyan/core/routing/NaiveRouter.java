package dev.banyan.core.routing;

import dev.banyan.core.http.RequestHead;
import dev.banyan.core.routing.FieldCondition.Absent;
import dev.banyan.core.routing.FieldCondition.Exact;
import dev.banyan.core.routing.FieldCondition.Prefix;
import dev.banyan.core.routing.FieldCondition.Regex;
import dev.banyan.core.routing.PathPattern.Literal;
import dev.banyan.core.routing.PathPattern.Parameter;
import dev.banyan.core.routing.PathPattern.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Tries every route in turn and ranks those that match by the words of the design. */
record NaiveRouter(List<RouteMatch> table) {
  /** The numbers of the best routes for each reading: more than one if they are of equal rank. */
  List<List<Integer>> best(RequestHead head) {
    return NaivePaths.readings(head.path()).stream().map(path -> best(head, path)).toList();
  }

  /**
   * The routes that some path may lead to at a request's host, whatever else it has: those of each
   * form of the host, the most specific first, until one takes every path.
   */
  List<Integer> ofHost(RequestHead head) {
    List<Integer> fitting =
        IntStream.range(0, table.size())
            .filter(route -> matchesHost(table.get(route).host(), host(head)))
            .boxed()
            .sorted(
                Comparator.comparing((Integer route) -> table.get(route).host().kind())
                    .thenComparingInt(route -> -table.get(route).host().name().length()))
            .toList();
    List<Integer> possible = new ArrayList<>();
    for (int i = 0; i < fitting.size(); i++) {
      HostPattern host = table.get(fitting.get(i)).host();
      boolean before = i > 0 && !table.get(fitting.get(i - 1)).host().equals(host);
      if (before && possible.stream().map(table::get).anyMatch(NaiveRouter::takesEveryPath)) {
        return possible;
      }
      possible.add(fitting.get(i));
    }
    boolean whole = possible.stream().map(table::get).anyMatch(NaiveRouter::takesEveryPath);
    if (!whole) {
      possible.add(RouteIndex.NO_MATCH);
    }
    return possible;
  }

  private static boolean takesEveryPath(RouteMatch match) {
    return match.conditions() == 0 && match.path().open() && match.path().segments().isEmpty();
  }

  private static String host(RequestHead head) {
    return head.host().toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
  }

  private List<Integer> best(RequestHead head, List<String> path) {
    List<Integer> matching =
        IntStream.range(0, table.size())
            .filter(route -> matches(table.get(route), head, path))
            .boxed()
            .toList();
    Comparator<Integer> rank = Comparator.comparing(table::get, NaiveRouter::compare);
    return matching.stream()
        .min(rank)
        .map(top -> matching.stream().filter(each -> rank.compare(each, top) == 0).toList())
        .orElse(List.of());
  }

  private static boolean matches(RouteMatch match, RequestHead head, List<String> path) {
    return matchesHost(match.host(), host(head))
        && matchesPath(match.path(), path)
        && (match.methods().isEmpty() || match.methods().contains(head.methodToken()))
        && match.headers().stream().allMatch(each -> passes(each, header(head, each.name())))
        && match.query().stream().allMatch(each -> passes(each, parameter(head, each.name())))
        && match.cookies().stream().allMatch(each -> passes(each, cookie(head, each.name())));
  }

  private static boolean matchesHost(HostPattern pattern, String host) {
    return switch (pattern.kind()) {
      case EXACT -> host.equals(pattern.name());
      case WILDCARD -> host.endsWith(pattern.name()) && host.length() > pattern.name().length();
      case ANY -> true;
    };
  }

  private static boolean matchesPath(PathPattern pattern, List<String> path) {
    int count = pattern.segments().size();
    if (pattern.open() ? path.size() < count : path.size() != count) {
      return false;
    }
    return IntStream.range(0, count)
        .allMatch(i -> matchesSegment(pattern.segments().get(i), path.get(i)));
  }

  private static boolean matchesSegment(Segment segment, String text) {
    return segment instanceof Literal literal ? literal.spelling().equals(text) : !text.isEmpty();
  }

  private static boolean passes(FieldCondition condition, Optional<String> value) {
    if (condition.test() instanceof Absent) {
      return value.isEmpty();
    }
    Predicate<String> test =
        text -> {
          if (condition.test() instanceof Exact exact) {
            return text.equals(exact.value());
          }
          if (condition.test() instanceof Prefix prefix) {
            return text.startsWith(prefix.value());
          }
          return !(condition.test() instanceof Regex regex) || text.matches(regex.text());
        };
    return value.filter(test).isPresent();
  }

  private static Optional<String> header(RequestHead head, String name) {
    return IntStream.range(0, head.fieldCount())
        .filter(i -> head.name(i).equalsIgnoreCase(name))
        .mapToObj(head::value)
        .findFirst();
  }

  private static Optional<String> parameter(RequestHead head, String name) {
    String[] parts = head.pathAndQuery().split("\\?", 2);
    return parts.length == 1 ? Optional.empty() : pair(parts[1].split("&"), name);
  }

  private static Optional<String> cookie(RequestHead head, String name) {
    return header(head, "cookie").flatMap(line -> pair(line.split("; *"), name));
  }

  private static Optional<String> pair(String[] pairs, String name) {
    return Arrays.stream(pairs)
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair[0].equals(name))
        .map(pair -> pair.length == 1 ? "" : pair[1])
        .findFirst();
  }

  private static int compare(RouteMatch a, RouteMatch b) {
    return Comparator.comparing((RouteMatch each) -> each.host().kind())
        .thenComparingInt(each -> -each.host().name().length())
        .thenComparing(each -> kinds(each.path()), Arrays::compare)
        .thenComparingInt(each -> -each.conditions())
        .compare(a, b);
  }

  /** What stands at each place: literal, then any segment, then the end, then everything below. */
  private static int[] kinds(PathPattern path) {
    List<Integer> kinds = new ArrayList<>();
    path.segments().forEach(segment -> kinds.add(segment instanceof Parameter ? 2 : 1));
    kinds.add(path.open() ? 4 : 3);
    return kinds.stream().mapToInt(Integer::intValue).toArray();
  }
}
