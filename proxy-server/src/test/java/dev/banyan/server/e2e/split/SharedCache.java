package dev.banyan.server.e2e.split;

import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A cache that many clients share, as eager as RFC 9111 allows: it keeps every answer that it may,
 * and gives it to others as long as it may be fresh, by heuristics where nothing is said. A
 * targeted field goes before all others (RFC 9213). Time stands still. Confined to the test's
 * thread.
 */
final class SharedCache {
  private final int port;
  private final Map<String, RawResponse> kept = new HashMap<>();
  private int hits;

  /** A cache in front of what listens on a port. */
  SharedCache(int port) {
    this.port = port;
  }

  /** How often an answer was given that another client had asked for. */
  int hits() {
    return hits;
  }

  /** Asks for a path with these lines. */
  RawResponse get(String path, String... fields) {
    RawResponse known = kept.get(path);
    if (known != null) {
      hits++;
      return known;
    }
    try (RawClient client = RawClient.connect(port)) {
      String lines = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
      client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n");
      RawResponse answer = client.readResponse();
      if (mayGiveToOthers(answer)) {
        kept.put(path, answer);
      }
      return answer;
    }
  }

  private static boolean mayGiveToOthers(RawResponse answer) {
    String targeted = String.join(",", answer.headers().values("CDN-Cache-Control"));
    List<String> general = answer.headers().values("Cache-Control");
    String said =
        (targeted.isEmpty() ? String.join(",", general) : targeted).toLowerCase(Locale.ROOT);
    boolean stale = said.contains("max-age=0") || answer.header("Expires").equals("0");
    return answer.status() == 200
        && !said.contains("private")
        && !said.contains("no-store")
        && !said.contains("no-cache")
        && (!stale || said.contains("s-maxage="));
  }
}
