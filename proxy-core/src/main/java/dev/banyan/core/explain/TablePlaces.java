package dev.banyan.core.explain;

import java.util.List;
import java.util.Map;

/**
 * Where in its file a table says what. It stands beside the table, so that nothing that serves
 * requests is larger for it. Immutable.
 *
 * @param file what messages call the table
 * @param table the lines of the table's own keys
 * @param defaults the lines of the lists of users in {@code defaults}, which routes share
 * @param routes the lines of each route by its number, those that it has from the defaults included
 * @param backends the lines of each backend by its name
 */
public record TablePlaces(
    String file,
    TableLines table,
    TableLines defaults,
    List<TableLines> routes,
    Map<String, TableLines> backends) {

  /** Copies the collections. */
  public TablePlaces {
    routes = List.copyOf(routes);
    backends = Map.copyOf(backends);
  }

  /** The place of a key of the table. */
  Place ofTable(TableKey key, int number) {
    return new Place(file, table.line(key, number));
  }

  /** The place of a key of a route, or of what the route has from the defaults. */
  Place ofRoute(int route, TableKey key, int number) {
    int own = route < routes.size() ? routes.get(route).line(key, number) : 0;
    return new Place(file, own > 0 ? own : defaults.line(key, number));
  }

  /** The place of a key of a backend. */
  Place ofBackend(String name, TableKey key, int number) {
    return new Place(file, backends.getOrDefault(name, TableLines.NONE).line(key, number));
  }
}
