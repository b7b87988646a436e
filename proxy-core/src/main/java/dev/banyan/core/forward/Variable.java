package dev.banyan.core.forward;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a template may name beside the segments of its route's path. Immutable. */
public enum Variable {
  /** The client's resolved address. */
  CLIENT_IP,
  /** The request's id. */
  REQUEST_ID,
  /** The host that the client asked for, without port. */
  HOST,
  /** {@code http} or {@code https}, whichever the client used. */
  SCHEME,
  /** The request's method. */
  METHOD,
  /** The path as it stands in the request. */
  PATH,
  /** The query as it stands in the request, without its question mark. */
  QUERY,
  /** The route's name. */
  ROUTE,
  /** {@code new}, {@code legacy}, or {@code none} where neither is asked. */
  SIDE;

  private static final Variable[] ALL = values();

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The name in a template, as in {@code client-ip}. */
  public String label() {
    return label;
  }

  /** The variable of this name, or null. */
  public static @Nullable Variable named(String name) {
    for (Variable variable : ALL) {
      if (variable.label.equals(name)) {
        return variable;
      }
    }
    return null;
  }
}
