package dev.banyan.core.routing;

import dev.banyan.core.http.Cookies;
import dev.banyan.core.http.RequestHead;

/** The first cookie of a name. */
record CookieFinder(String name) implements ValueFinder {
  @Override
  public long find(RequestHead head) {
    return Cookies.find(head, name);
  }
}
