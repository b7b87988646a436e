package dev.banyan.core.routing;

import dev.banyan.core.http.ByteMap;
import dev.banyan.core.http.HttpMethod;
import dev.banyan.core.http.RequestHead;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a request: the most specific of those that match, whatever their order. By
 * host (exact, then the longest wildcard, then any), then by path segment (literal, then any, then
 * {@code /**}), then by the number of conditions. Immutable.
 *
 * <p>A look-up reads the host and each segment of the path once, and the rest of the path anew
 * where a literal and a {@code {name}} stand side by side and the literal leads to no match. Routes
 * of one host and path that ask for exact values are looked up by these, and there is a bound on
 * others. So its time does not grow with the number of routes. Where no condition is asked and the
 * path has one reading it makes no object.
 */
public final class RouteIndex {
  /** The answer when no route matches. */
  public static final int NO_MATCH = -1;

  /** The answer when the readings of the path find different routes; a client is told 400. */
  public static final int DISAGREE = -2;

  private final @Nullable ByteMap<PathTrie> exactHosts;
  private final @Nullable ByteMap<PathTrie> wildcardHosts;
  private final int longestWildcard;
  private final @Nullable PathTrie anyHost;
  private final RouteEntries entries;
  private final Likeness likeness;

  /** The routes that name OPTIONS among their methods. */
  private final BitSet namesOptions = new BitSet();

  /** By identity: what all paths may lead to in each of the tries. */
  private final IdentityHashMap<PathTrie, Prospect> prospects = new IdentityHashMap<>();

  private RouteIndex(Builder builder, Likeness likeness) {
    this.likeness = likeness;
    entries = builder.entries();
    for (int entry = 0; entry < entries.matches().size(); entry++) {
      if (entries.match(entry).methods().contains(HttpMethod.OPTIONS.name())) {
        namesOptions.set(entries.routes().get(entry));
      }
    }
    Map<String, PathTrie> exact = new HashMap<>();
    Map<String, PathTrie> wildcard = new HashMap<>();
    builder.tries.forEach((host, trie) -> {
      if (host.kind() != HostPattern.Kind.ANY) {
        boolean one = host.kind() == HostPattern.Kind.EXACT;
        (one ? exact : wildcard).put(host.name(), build(trie));
      }
    });
    exactHosts = exact.isEmpty() ? null : ByteMap.anyCase(exact);
    wildcardHosts = wildcard.isEmpty() ? null : ByteMap.anyCase(wildcard);
    longestWildcard = wildcard.keySet().stream().mapToInt(String::length).max().orElse(0);
    PathTrieBuilder any = builder.tries.get(HostPattern.ANY);
    anyHost = any == null ? null : build(any);
  }

  private PathTrie build(PathTrieBuilder builder) {
    PathTrie trie = builder.build(entries);
    prospects.put(trie, builder.prospect(entries, likeness));
    return trie;
  }

  /** Starts an index without routes. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The route that takes a request.
   *
   * @return its number in order of addition, from 0; or {@link #NO_MATCH} or {@link #DISAGREE}
   */
  public int find(RequestHead head) {
    byte[] bytes = head.bytes();
    int end = head.pathEnd();
    boolean noPath = bytes[head.pathStart()] == '*';
    int start = noPath ? end : head.pathStart();
    if (noPath || PathReadings.isOne(bytes, start, end)) {
      return find(bytes, start, end, head);
    }
    return findInAll(new PathReadings(bytes, start, end), head);
  }

  /**
   * A path that climbs and is ambiguous otherwise has more than three readings: of {@code
   * /a/%2e%2e/b/..;/a} two servers of the same kind make {@code /a} and {@code /b/..;/a}. So has
   * one with a backslash and a semicolon: {@code /;\a/b} is {@code /b} or {@code /a/b}. It has a
   * route nevertheless where every path has the same.
   */
  private int findInAll(PathReadings readings, RequestHead head) {
    int raw = find(readings.raw(), head);
    PathBuffer decoded = readings.decoded();
    if (!likeness.alike(find(readings.normalised(), head), raw)
        || !likeness.alike(find(decoded, head), raw)) {
      return DISAGREE;
    }
    boolean more = decoded.isMixed() || (decoded.climbed() && readings.isAmbiguous());
    return more && !isSettledByHost(head) ? DISAGREE : raw;
  }

  /** Whether all paths lead to routes that are alike. */
  private boolean isSettledByHost(RequestHead head) {
    int kind = Likeness.OF_ITS_OWN;
    for (PathTrie trie : tries(head)) {
      Prospect prospect = prospects.getOrDefault(trie, Prospect.NONE);
      boolean other = kind != Likeness.OF_ITS_OWN && prospect.kind() != kind;
      kind = prospect.kind();
      if (other || kind == Likeness.OF_ITS_OWN) {
        return false;
      }
      if (prospect.whole()) {
        return true;
      }
    }
    int rest = likeness.kind(NO_MATCH);
    return rest != Likeness.OF_ITS_OWN && (kind == Likeness.OF_ITS_OWN || kind == rest);
  }

  /** The routes of the hosts that fit, in the order in which they are asked. */
  private List<PathTrie> tries(RequestHead head) {
    List<PathTrie> tries = new ArrayList<>();
    int hostEnd = hostEnd(head);
    if (exactHosts != null) {
      add(exactHosts.get(head.bytes(), head.hostStart(), hostEnd), tries);
    }
    for (int dot = head.hostStart() + 1; dot < hostEnd && wildcardHosts != null; dot++) {
      if (head.bytes()[dot] == '.') {
        add(wildcardHosts.get(head.bytes(), dot, hostEnd), tries);
      }
    }
    add(anyHost, tries);
    return tries;
  }

  private static void add(@Nullable PathTrie trie, List<PathTrie> to) {
    if (trie != null) {
      to.add(trie);
    }
  }

  /** Whether two routes do the same with a request. */
  boolean alike(int route, int other) {
    return likeness.alike(route, other);
  }

  /**
   * The request by which a route is looked for: of a CORS preflight the one that it announces, so
   * that it goes where that goes, unless the route that takes the preflight itself names OPTIONS
   * among its methods.
   */
  public RequestHead asked(RequestHead head) {
    RequestHead announced = head.announced();
    if (announced == null) {
      return head;
    }
    int found = find(head);
    boolean own = found == DISAGREE || (found >= 0 && namesOptions.get(found));
    return own ? head : announced;
  }

  /**
   * How the look-up of {@link #find} goes: in how many ways the path is read, and which routes come
   * into question. For explanations; it takes its time and makes objects.
   */
  public RouteTrace trace(RequestHead head) {
    return new RouteTracer(this, entries, head).trace();
  }

  /** The route for one reading of a request's path. */
  int find(PathBuffer path, RequestHead head) {
    return find(path.bytes(), 0, path.length(), head);
  }

  /**
   * Visits the leaves that a look-up asks for one reading of a request's path, in its order, until
   * the visitor has enough.
   */
  void walk(PathBuffer path, RequestHead head, Predicate<RouteLeaf> enough) {
    for (PathTrie trie : tries(head)) {
      if (trie.walk(path.bytes(), 0, path.length(), enough)) {
        return;
      }
    }
  }

  private int find(byte[] path, int start, int end, RequestHead head) {
    int hostEnd = hostEnd(head);
    int found = NO_MATCH;
    if (exactHosts != null) {
      PathTrie trie = exactHosts.get(head.bytes(), head.hostStart(), hostEnd);
      found = trie == null ? NO_MATCH : trie.find(path, start, end, head);
    }
    if (found == NO_MATCH && wildcardHosts != null) {
      found = findByWildcard(wildcardHosts, path, start, end, head);
    }
    if (found == NO_MATCH && anyHost != null) {
      found = anyHost.find(path, start, end, head);
    }
    return found;
  }

  private int findByWildcard(
      ByteMap<PathTrie> hosts, byte[] path, int start, int end, RequestHead head) {
    byte[] bytes = head.bytes();
    int hostEnd = hostEnd(head);
    int from = Math.max(head.hostStart() + 1, hostEnd - longestWildcard);
    for (int dot = from; dot < hostEnd; dot++) {
      PathTrie trie = bytes[dot] == '.' ? hosts.get(bytes, dot, hostEnd) : null;
      int found = trie == null ? NO_MATCH : trie.find(path, start, end, head);
      if (found != NO_MATCH) {
        return found;
      }
    }
    return NO_MATCH;
  }

  /** The final dot of an absolute name says nothing. */
  private static int hostEnd(RequestHead head) {
    int end = head.hostEnd();
    return end > head.hostStart() && head.bytes()[end - 1] == '.' ? end - 1 : end;
  }

  /** Gathers routes. Confined to one thread. */
  public static final class Builder {
    private final List<RouteMatch> matches = new ArrayList<>();
    private final List<Integer> routes = new ArrayList<>();
    private int count;
    private final Map<HostPattern, PathTrieBuilder> tries = new HashMap<>();

    private Builder() {}

    /** Adds the next route of the table; its number is how many were added before. */
    public Builder add(RouteMatch match) {
      return add(List.of(match));
    }

    /**
     * Adds the next route of the table, which takes what any of {@code alternatives} takes. They
     * differ in their hosts.
     */
    public Builder add(List<RouteMatch> alternatives) {
      for (RouteMatch match : alternatives) {
        tries
            .computeIfAbsent(match.host(), host -> new PathTrieBuilder())
            .add(matches.size(), match.path());
        matches.add(match);
        routes.add(count);
      }
      count++;
      return this;
    }

    private RouteEntries entries() {
      return new RouteEntries(matches, routes);
    }

    /** Which routes do not go together, in order; empty if the table is sound. */
    public List<RouteClash> clashes() {
      return new RouteClashes(entries(), tries.values()).find();
    }

    /** The index of routes that differ. Of two that clash, the one added first is found. */
    public RouteIndex build() {
      return build(Likeness.NONE);
    }

    /** The index of routes of which some are alike. */
    public RouteIndex build(Likeness likeness) {
      return new RouteIndex(this, likeness);
    }
  }
}
