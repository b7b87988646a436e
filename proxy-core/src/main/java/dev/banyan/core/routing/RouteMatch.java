package dev.banyan.core.routing;

import java.util.List;
import java.util.Set;

/**
 * Which requests a route takes: all that meet every condition. Immutable.
 *
 * @param host which hosts
 * @param path which paths
 * @param methods which methods, as written in a request line; empty for all
 * @param headers conditions on header fields
 * @param query conditions on query parameters, compared decoded
 * @param cookies conditions on cookies
 */
public record RouteMatch(
    HostPattern host,
    PathPattern path,
    Set<String> methods,
    List<FieldCondition> headers,
    List<FieldCondition> query,
    List<FieldCondition> cookies) {

  /** Takes every request. */
  public static final RouteMatch ANY = of(HostPattern.ANY, PathPattern.ANY);

  /** Copies the collections. */
  public RouteMatch {
    methods = Set.copyOf(methods);
    headers = List.copyOf(headers);
    query = List.copyOf(query);
    cookies = List.copyOf(cookies);
  }

  /** Takes every request for these hosts and paths. */
  public static RouteMatch of(HostPattern host, PathPattern path) {
    return new RouteMatch(host, path, Set.of(), List.of(), List.of(), List.of());
  }

  /** How many conditions there are beside host and path; all methods together are one. */
  public int conditions() {
    return (methods.isEmpty() ? 0 : 1) + headers.size() + query.size() + cookies.size();
  }
}
