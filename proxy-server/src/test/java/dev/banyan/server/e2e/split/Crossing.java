package dev.banyan.server.e2e.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.e2e.LoggedProxy;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.RecordedRequest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A proxy with one event loop between a legacy and a new origin, which says of each request where
 * it went and why. Confined to the test's thread.
 */
final class Crossing implements AutoCloseable {
  private static final Pattern DECISION =
      Pattern.compile("\"route\":\"([a-z0-9-]+)\".*\"side\":\"([a-z]+)\".*\"why\":\"([a-z:-]+)\"");

  private final LoggedProxy between;
  private String address = "127.0.0.1";
  private int asked;

  private Crossing(String table) {
    between = new LoggedProxy("off", "", table);
  }

  /**
   * Starts a proxy with this table, in which backends, legacy and listeners are written already.
   */
  static Crossing of(String table) {
    return new Crossing(table);
  }

  /** Connects from this address of the loopback network from now on. */
  Crossing from(String peer) {
    address = peer;
    return this;
  }

  RawOrigin moved() {
    return between.moved();
  }

  TestProxy proxy() {
    return between.proxy();
  }

  /**
   * Sends a request whose path is {@code prefix} and one segment more.
   *
   * @return the side that answered and why, as in {@code new share}
   */
  String get(String prefix, String... fields) {
    Matcher decision = decision(log("GET " + prefix, "", "Host: a", fields));
    return decision.group(2) + " " + decision.group(3);
  }

  /**
   * The route that takes a request.
   *
   * @param start its method and its path, to which one segment more is added
   * @param query what follows the path
   * @param host the line that names the host
   */
  String route(String start, String query, String host, String... fields) {
    return decision(log(start, query, host, fields)).group(1);
  }

  private String log(String start, String query, String host, String... fields) {
    asked++;
    String end = "/" + asked;
    String lines = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    String head = start + end + query + " HTTP/1.1\r\n" + host + "\r\n" + lines + "\r\n";
    try (RawClient client =
        RawClient.connectFrom(address, proxy().port()).timeout(LoggedProxy.SOON)) {
      client.send(head);
      RawResponse answer =
          start.startsWith("HEAD") ? client.readResponseToHead() : client.readResponse();
      assertEquals(200, answer.status(), answer::toString);
      String line = between.logged(end + "\",\"route\"");
      assertEquals(answer.header("X-Served-By"), decision(line).group(2), line);
      return line;
    }
  }

  private static Matcher decision(String line) {
    Matcher decision = DECISION.matcher(line);
    assertTrue(decision.find(), line);
    return decision;
  }

  /** What arrived at either side, one after the other. */
  List<RecordedRequest> seen() {
    return Stream.of(between.legacy(), between.moved())
        .flatMap(origin -> origin.requests().stream())
        .toList();
  }

  @Override
  public void close() {
    between.close();
  }
}
