package dev.banyan.server.e2e.links;

import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.Security;
import dev.banyan.testkit.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A proxy between a legacy without TLS and a new origin with it, whose route moves all to new. */
final class SecureSides implements AutoCloseable {
  /** How long a condition may take on a busy machine. */
  static final Duration SOON = Duration.ofSeconds(20);

  /** Who signs what the tests trust. */
  static final TestCertificate AUTHORITY = TestCertificate.authority("test");

  /** A certificate for the address that the origins have. */
  static final TestCertificate GOOD = AUTHORITY.issue("127.0.0.1");

  static final Behavior FROM_NEW = Behaviors.signed(Answer.ok("from new"));

  private final Path folder;
  private final RawOrigin legacy;
  private final RawOrigin moved;
  private final TestProxy proxy;

  /**
   * Starts it.
   *
   * @param backend keys of the new backend beside its URL, in flow style; paths are those of files
   *     in {@link #folder}
   */
  SecureSides(Path folder, Security security, Behavior atNew, String backend) {
    this.folder = folder;
    write("ca.pem", AUTHORITY.certificatePem());
    legacy = RawOrigin.start("legacy", Behaviors.signed(Answer.ok("from legacy")));
    moved = RawOrigin.start("new", security, atNew);
    proxy = TestProxy.start(TestProxy.load(table(folder, backend)), new BanyanOptions(1, false));
  }

  /** A table where new is spoken to like this. */
  private String table(Path files, String backend) {
    return """
    listen: [{ host: 127.0.0.1, port: 0 }]
    admin: off
    access-log: off
    drain-delay: 0s
    drain: 2s
    backends:
      old: '%s'
      fresh: { url: 'https://127.0.0.1:%d', %s }
    legacy: old
    routes:
      - { name: main, match: { path: /** }, new: fresh, share: 100%%, timeout: 20s, breaker: off }
    """
        .formatted(legacy.uri(), moved.port(), patient(backend).replace("@", files + "/"));
  }

  /** On a busy machine a handshake takes longer than a shop would wait for it. */
  private static String patient(String backend) {
    return backend.contains("connect-timeout") ? backend : "connect-timeout: 20s, " + backend;
  }

  /** An origin with a good certificate, which the proxy verifies. */
  static SecureSides verified(Path folder, Behavior atNew) {
    return new SecureSides(folder, Security.tls(GOOD), atNew, "tls: { ca: @ca.pem }");
  }

  void write(String file, String content) {
    try {
      Files.writeString(folder.resolve(file), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a table take effect where new is spoken to like this. */
  void reload(String backend) {
    proxy.banyan().reload(TestProxy.load(table(folder, backend))).join();
  }

  /**
   * Writes that table to a file, and reloads it from now on when it or one of its files changes.
   */
  void watch(String backend) {
    write("routes.yaml", table(folder, backend));
    proxy.banyan().watch(folder.resolve("routes.yaml"));
  }

  RawOrigin legacy() {
    return legacy;
  }

  RawOrigin moved() {
    return moved;
  }

  TestProxy proxy() {
    return proxy;
  }

  RawClient client() {
    return proxy.client().timeout(SOON);
  }

  /** Sends a request without a body, and returns the answer's text, or its status if not 200. */
  String ask(String method) {
    try (RawClient client = client()) {
      String length = method.equals("GET") ? "" : "Content-Length: 0\r\n";
      client.send(method + " /asked HTTP/1.1\r\nHost: shop.example\r\n" + length + "\r\n");
      RawResponse answer = client.readResponse();
      return answer.status() == 200 ? answer.text() : "" + answer.status();
    }
  }

  /** Waits until no connection to new is open or opening. */
  void awaitNoConnection() {
    var fresh = proxy.banyan().serving().backends().get("fresh");
    Await.until("no connection to new", SOON, () -> fresh.connections() == 0);
  }

  @Override
  public void close() {
    proxy.close();
    legacy.close();
    moved.close();
  }
}
