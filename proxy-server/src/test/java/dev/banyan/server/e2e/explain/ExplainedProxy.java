package dev.banyan.server.e2e.explain;

import dev.banyan.config.LoadedTable;
import dev.banyan.core.explain.AskedRequest;
import dev.banyan.core.explain.Explainer;
import dev.banyan.core.explain.LiveFacts;
import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.server.explain.ExplanationJson;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.LogLine;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A proxy between a legacy and a new origin that is asked what it would do, and then does it. */
final class ExplainedProxy implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(20);

  private static final String FRAME =
      """
      listen: [{ host: 127.0.0.1, port: 0 }]
      admin: { port: 0 }
      access-log: LOG
      drain-delay: 0s
      drain: 100ms
      backends: { old: LEGACY, fresh: NEW }
      legacy: old
      """;

  private final RawOrigin legacy =
      RawOrigin.start("legacy", Behaviors.signed(Answer.ok("from legacy")));
  private final RawOrigin moved = RawOrigin.start("new", Behaviors.signed(Answer.ok("from new")));
  private final Path log;
  private final TestProxy proxy;

  /** A question: a request as a person writes it. */
  record Question(String peer, String method, String url, List<String> fields) {}

  ExplainedProxy(String table) {
    try {
      log = Files.createTempFile("explained", ".log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    proxy = TestProxy.start(table(table), new BanyanOptions(1, false));
  }

  private LoadedTable table(String table) {
    return TestProxy.load(
        (FRAME + table)
            .replace("LOG", log.toString())
            .replace("LEGACY", legacy.uri().toString())
            .replace("NEW", moved.uri().toString()));
  }

  /** Serves another table. */
  void reload(String table) {
    proxy.banyan().reload(table(table)).orTimeout(20, TimeUnit.SECONDS).join();
  }

  RawOrigin moved() {
    return moved;
  }

  TestProxy proxy() {
    return proxy;
  }

  /** What the table alone says. */
  Json byFile(Question question) {
    AskedRequest asked =
        AskedRequest.of(question.method, question.url, question.fields, question.peer);
    LoadedTable table = proxy.banyan().table();
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
    int port = Objects.requireNonNull(proxy.banyan().admin()).getPort();
    try (RawClient client = RawClient.connect(port).timeout(SOON)) {
      client.send("GET " + target + " HTTP/1.1\r\nHost: admin\r\nConnection: close\r\n\r\n");
      return client.readResponse();
    }
  }

  /** Sends the request itself. */
  RawResponse send(Question question) {
    byte[] head =
        AskedRequest.of(question.method, question.url, question.fields, question.peer).head();
    try (RawClient client = RawClient.connectFrom(question.peer, proxy.port()).timeout(SOON)) {
      client.send(new String(head, StandardCharsets.ISO_8859_1));
      return question.method.equals("HEAD") ? client.readResponseToHead() : client.readResponse();
    }
  }

  /** The access-log line of the request whose path is this. */
  Json logged(String path) {
    String part = "\"path\":\"" + path.replace("\\", "\\\\") + "\",";
    return Json.of(LogLine.await(log, part, SOON));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    proxy.close();
    legacy.close();
    moved.close();
    try {
      Files.delete(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
