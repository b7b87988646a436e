package dev.banyan.core.routing;

import dev.banyan.core.http.ByteMap;
import dev.banyan.core.routing.PathPattern.Literal;
import dev.banyan.core.routing.PathPattern.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts the routes of some hosts together into a {@link PathTrie}. Confined to one thread. */
final class PathTrieBuilder {
  private final Map<String, PathTrieBuilder> literals = new HashMap<>();
  private @Nullable PathTrieBuilder any;
  private final List<Integer> exact = new ArrayList<>();
  private final List<Integer> open = new ArrayList<>();

  void add(int route, PathPattern path) {
    PathTrieBuilder node = this;
    for (Segment segment : path.segments()) {
      node = node.child(segment);
    }
    (path.open() ? node.open : node.exact).add(route);
  }

  private PathTrieBuilder child(Segment segment) {
    if (segment instanceof Literal literal) {
      return literals.computeIfAbsent(literal.spelling(), key -> new PathTrieBuilder());
    }
    if (any == null) {
      any = new PathTrieBuilder();
    }
    return any;
  }

  /** Visits each list of two routes or more that differ in their conditions alone. */
  void forEachShared(Consumer<List<Integer>> visitor) {
    for (List<Integer> routes : List.of(exact, open)) {
      if (routes.size() > 1) {
        visitor.accept(routes);
      }
    }
    literals.values().forEach(child -> child.forEachShared(visitor));
    if (any != null) {
      any.forEachShared(visitor);
    }
  }

  /** What all paths may lead to. */
  Prospect prospect(RouteEntries table, Likeness likeness) {
    Set<Integer> kinds = new HashSet<>();
    forEachEntry(entry -> kinds.add(likeness.kind(table.routes().get(entry))));
    boolean whole = open.stream().anyMatch(entry -> table.match(entry).conditions() == 0);
    return new Prospect(kinds.size() == 1 ? kinds.iterator().next() : Likeness.OF_ITS_OWN, whole);
  }

  private void forEachEntry(Consumer<Integer> visitor) {
    exact.forEach(visitor);
    open.forEach(visitor);
    literals.values().forEach(child -> child.forEachEntry(visitor));
    if (any != null) {
      any.forEachEntry(visitor);
    }
  }

  PathTrie build(RouteEntries table) {
    Map<String, PathTrie> built = new HashMap<>();
    literals.forEach((segment, child) -> built.put(segment, child.build(table)));
    return new PathTrie(
        built.isEmpty() ? null : ByteMap.exact(built),
        any == null ? null : any.build(table),
        leaf(exact, table),
        leaf(open, table));
  }

  private static @Nullable RouteLeaf leaf(List<Integer> routes, RouteEntries table) {
    return routes.isEmpty() ? null : new RouteLeaf(routes, table);
  }
}
