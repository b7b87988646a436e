package dev.banyan.core.backend;

/**
 * How HTTP/1.1 is spoken with a backend. Immutable.
 *
 * @param ownedByProxies whether a connection that a user logged in may belong to a connection of a
 *     trusted proxy, since that is one user's too
 * @param reuse whether a request may follow another on a connection
 */
public record HttpSpec(boolean ownedByProxies, Reuse reuse) {
  /** Unless the table says otherwise. */
  public static final HttpSpec DEFAULT = new HttpSpec(false, Reuse.ALWAYS);
}
