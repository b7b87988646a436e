package dev.banyan.server.e2e.explain;

import dev.banyan.config.LoadedTable;
import dev.banyan.core.explain.AskedRequest;
import dev.banyan.core.explain.Explainer;
import dev.banyan.core.explain.LiveFacts;
import dev.banyan.server.e2e.LoggedProxy;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.server.explain.ExplanationJson;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** A proxy between a legacy and a new origin that is asked what it would do, and then does it. */
final class ExplainedProxy implements AutoCloseable {
  private final LoggedProxy between;

  /** A question: a request as a person writes it. */
  record Question(String peer, String method, String url, List<String> fields) {}

  ExplainedProxy(String table) {
    this(table, "");
  }

  /** A proxy whose new has these keys behind its URL, in flow style. */
  ExplainedProxy(String table, String keys) {
    between = new LoggedProxy("{ port: 0 }", keys, table);
  }

  /** Serves another table. */
  void reload(String table) {
    between.reload(table);
  }

  RawOrigin moved() {
    return between.moved();
  }

  TestProxy proxy() {
    return between.proxy();
  }

  /** What the table alone says. */
  Json byFile(Question question) {
    AskedRequest asked =
        AskedRequest.of(question.method, question.url, question.fields, question.peer);
    LoadedTable table = proxy().banyan().table();
    return Json.of(
        ExplanationJson.of(Explainer.explain(asked, table.explained(), LiveFacts.Source.NONE)));
  }

  /** What the admin port says. */
  Json byAdmin(Question question) {
    StringBuilder query = new StringBuilder("/explain?method=" + question.method);
    query.append("&url=").append(encoded(question.url));
    query.append("&client=").append(question.peer);
    question.fields.forEach(field -> query.append("&header=").append(encoded(field)));
    RawResponse answer = admin(query.toString());
    if (answer.status() != 200) {
      throw new AssertionError(answer.toString());
    }
    return Json.of(answer.text());
  }

  /** Asks the admin port. */
  RawResponse admin(String target) {
    int port = Objects.requireNonNull(proxy().banyan().admin()).getPort();
    try (RawClient client = RawClient.connect(port).timeout(LoggedProxy.SOON)) {
      client.send("GET " + target + " HTTP/1.1\r\nHost: admin\r\nConnection: close\r\n\r\n");
      return client.readResponse();
    }
  }

  /** Sends the request itself. */
  RawResponse send(Question question) {
    byte[] head =
        AskedRequest.of(question.method, question.url, question.fields, question.peer).head();
    try (RawClient client =
        RawClient.connectFrom(question.peer, proxy().port()).timeout(LoggedProxy.SOON)) {
      client.send(new String(head, StandardCharsets.ISO_8859_1));
      return question.method.equals("HEAD") ? client.readResponseToHead() : client.readResponse();
    }
  }

  /** The access-log line of the request whose path is this. */
  Json logged(String path) {
    String part = "\"path\":\"" + path.replace("\\", "\\\\") + "\",";
    return Json.of(between.logged(part));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    between.close();
  }
}
