package dev.banyan.server.demo.load;

import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.HttpMethod;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.plan.RoutingSnapshot;
import java.nio.charset.StandardCharsets;

/** Finds the route that a request of the load takes, as the proxy does. Confined to one thread. */
final class RouteFinder {
  private final HeadParser parser = new HeadParser(HeadLimits.DEFAULT);

  /** The route of a request with this method and path. */
  RoutePolicy find(RoutingSnapshot routing, HttpMethod method, String path) {
    String text = method.name() + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    RequestHead head = parser.parseRequest(bytes, bytes.length);
    int found = head == null ? -1 : routing.index().find(head);
    return routing.routes().get(found < 0 ? routing.catchAll() : found);
  }
}
