package dev.banyan.server.e2e.links;

import static dev.banyan.server.e2e.links.SecureSides.AUTHORITY;
import static dev.banyan.server.e2e.links.SecureSides.FROM_NEW;
import static dev.banyan.server.e2e.links.SecureSides.GOOD;
import static dev.banyan.server.e2e.links.SecureSides.SOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.Security;
import dev.banyan.testkit.TestCertificate;
import dev.banyan.testkit.WaitingTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS to backends over real sockets: what is verified, and what comes of a failure. */
@Timeout(120)
class TlsTest {
  private static final String VERIFY = "tls: { ca: @ca.pem }";

  @TempDir private Path folder;

  private SecureSides sides(Security security, String backend) {
    return new SecureSides(folder, security, FROM_NEW, backend);
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void requestsAndAnswersGoThroughBothVersions(String version) {
    Payload body = Payload.generated(3_000_000, 7);
    Behavior echo = Answer.status(200).body(body).chunked(60_000);
    Security tls = Security.tls(GOOD, null, version);
    try (SecureSides sides = new SecureSides(folder, tls, echo, VERIFY);
        RawClient client = sides.client()) {
      for (int i = 0; i < 3; i++) {
        client.send("PUT /big HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n").send(body);
        RawResponse answer = client.readResponse();
        assertEquals(200, answer.status());
        assertEquals(body.sha256(), answer.body().sha256());
      }
      assertEquals(body.sha256(), sides.moved().requests().get(2).body().sha256());
      assertEquals(3, sides.moved().connectionsAccepted(), "none behind a large body");
    }
  }

  /** Certificates and settings with which new must not be spoken to. */
  static Stream<Arguments> refused() {
    TestCertificate other = TestCertificate.authority("other");
    return Stream.of(
        Arguments.of("expired", Security.tls(AUTHORITY.issueExpired("127.0.0.1")), VERIFY),
        Arguments.of("wrong name", Security.tls(AUTHORITY.issue("shop.example")), VERIFY),
        Arguments.of("wrong address", Security.tls(AUTHORITY.issue("127.0.0.2")), VERIFY),
        Arguments.of(
            "a common name alone",
            Security.tls(AUTHORITY.issueCommonName("shop.example")),
            "tls: { ca: @ca.pem, server-name: shop.example }"),
        Arguments.of(
            "a common name beside an address",
            Security.tls(AUTHORITY.issueCommonName("shop.example", "127.0.0.1")),
            "tls: { ca: @ca.pem, server-name: shop.example }"),
        Arguments.of(
            "an address as a common name alone",
            Security.tls(AUTHORITY.issueCommonName("127.0.0.1")),
            VERIFY),
        Arguments.of(
            "a common name beside another name",
            Security.tls(AUTHORITY.issueCommonName("shop.example", "other.example")),
            "tls: { ca: @ca.pem, server-name: shop.example }"),
        Arguments.of("unknown authority", Security.tls(other.issue("127.0.0.1")), VERIFY),
        Arguments.of("not one of the JDK's", Security.tls(GOOD), "tls: {}"),
        Arguments.of(
            "not the name that is set", Security.tls(GOOD), "tls: { ca: @ca.pem, server-name: b }"),
        Arguments.of(
            "client certificate missing", Security.tls(GOOD, AUTHORITY, "TLSv1.2"), VERIFY),
        Arguments.of("an old version", Security.tls(GOOD, null, "TLSv1.1"), VERIFY),
        Arguments.of("no TLS at all", Security.NONE, VERIFY));
  }

  @ParameterizedTest(name = "{0}")
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("refused")
  void whatIsNotVerifiedIsProvablyNotProcessed(String why, Security security, String backend) {
    try (SecureSides sides = sides(security, backend)) {
      assertEquals("from legacy", sides.ask("GET"));
      assertEquals("from legacy", sides.ask("POST"));
      assertEquals(0, sides.moved().executions());
      sides.awaitNoConnection();
    }
  }

  @WaitingTest
  void aHandshakeThatHangsIsBoundedByConnectTimeout() {
    Security hanging =
        accepted -> {
          try {
            Thread.sleep(SOON.toMillis());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return accepted;
        };
    try (SecureSides sides = sides(hanging, "connect-timeout: 300ms, " + VERIFY)) {
      assertEquals("from legacy", sides.ask("POST"));
      sides.awaitNoConnection();
    }
  }

  @WaitingTest
  void anybodyIsTakenWhereTheTableSaysSo() {
    TestCertificate other = TestCertificate.authority("other");
    try (SecureSides sides =
        sides(Security.tls(other.issueExpired("b.example")), "tls: { insecure: true }")) {
      assertEquals("from new", sides.ask("POST"));
    }
  }

  @WaitingTest
  void theNameToAskForAndToVerifyCanBeSet() {
    try (SecureSides sides =
        sides(
            Security.tls(AUTHORITY.issue("shop.example")),
            "tls: { ca: @ca.pem, server-name: shop.example }")) {
      assertEquals("from new", sides.ask("POST"));
    }
  }

  /** RFC 9110 section 4.3.4: what the subject is called does not count, for or against. */
  @WaitingTest
  void aCertificateIsTakenByItsAlternativeNamesWhateverItsCommonName() {
    try (SecureSides sides =
        sides(Security.tls(AUTHORITY.issueCommonName("Our Shop", "127.0.0.1")), VERIFY)) {
      assertEquals("from new", sides.ask("POST"));
    }
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void aBackendThatAsksIsShownTheClientsCertificate(String version) {
    TestCertificate client = AUTHORITY.issue("client");
    String keys = "tls: { ca: @ca.pem, certificate: @client.pem, key: @client.key }";
    write("client.pem", client.certificatePem());
    write("client.key", client.keyPem());
    try (SecureSides sides = sides(Security.tls(GOOD, AUTHORITY, version), keys)) {
      assertEquals("from new", sides.ask("GET"));
      assertEquals("from new", sides.ask("POST"));
    }
  }

  private void write(String file, String content) {
    try {
      Files.writeString(folder.resolve(file), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * TLS 1.3 tells of it when the client's handshake is over and its request may be sent: nothing of
   * that was read.
   */
  @ParameterizedTest(name = "{1} with {0}")
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"no, GET", "no, POST", "a foreign, GET", "a foreign, POST"})
  void aRefusedClientCertificateIsProvablyNotProcessedInTheVersionThatTellsLate(
      String shown, String method) {
    TestCertificate foreign = TestCertificate.authority("other").issue("client");
    write("foreign.pem", foreign.certificatePem());
    write("foreign.key", foreign.keyPem());
    String keys =
        shown.equals("no")
            ? VERIFY
            : "tls: { ca: @ca.pem, certificate: @foreign.pem, key: @foreign.key }";
    try (SecureSides sides = sides(refusingSlowly(), keys)) {
      assertEquals("from legacy", sides.ask(method));
      assertEquals(0, sides.moved().executions());
      sides.awaitNoConnection();
    }
  }

  /** Lets the client read the alert: what it sent would turn a close into a reset. */
  private static Security refusingSlowly() {
    SSLContext context = GOOD.server(AUTHORITY);
    return accepted -> {
      SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(accepted, null, false);
      socket.setUseClientMode(false);
      socket.setNeedClientAuth(true);
      socket.setEnabledProtocols(new String[] {"TLSv1.3"});
      try {
        socket.startHandshake();
      } catch (SSLException e) {
        accepted.getInputStream().readAllBytes();
        throw e;
      }
      return socket;
    };
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void anAnswerThatEndsWithTheConnectionIsWholeOnlyIfTlsSaysSo(String version) {
    Security tls = Security.tls(GOOD, null, version);
    Behavior cut =
        exchange -> {
          exchange.execute();
          exchange.wire().write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello");
          exchange.wire().drop();
        };
    try (SecureSides sides =
        new SecureSides(folder, tls, Answer.ok("hello").untilClose(), VERIFY)) {
      assertEquals("hello", sides.ask("GET"));
      sides.moved().behave(cut);
      try (RawClient client = sides.client()) {
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        RawResponse answer = client.readResponse();
        assertEquals(200, answer.status());
        assertTrue(answer.ending() != Ending.COMPLETE, () -> "whole: " + answer.text());
      }
      sides.awaitNoConnection();
    }
  }

  @WaitingTest
  void aConnectionThatTlsEndedWhileUnusedIsNotUsedAgain() {
    Answer closing = Answer.ok("from new");
    try (SecureSides sides = SecureSides.verified(folder, closing)) {
      for (int i = 0; i < 5; i++) {
        assertEquals("from new", sides.ask("POST"));
        sides.moved().closeConnections();
        sides.awaitNoConnection();
      }
      assertEquals(5, sides.moved().executions("POST"));
    }
  }

  @WaitingTest
  void aFileThatChangesIsReadAgain() {
    TestCertificate other = TestCertificate.authority("other");
    try (SecureSides sides = SecureSides.verified(folder, FROM_NEW)) {
      sides.watch(VERIFY);
      assertEquals("from new", sides.ask("POST"));
      sides.write("ca.pem", other.certificatePem());
      Await.value("who answers", SOON, () -> sides.ask("POST"), "from legacy"::equals);
      sides.write("ca.pem", "cut");
      sides.write("ca.pem", AUTHORITY.certificatePem());
      Await.value("who answers", SOON, () -> sides.ask("POST"), "from new"::equals);
    }
  }

  @WaitingTest
  void aCertificateThatIsReplacedIsUsedForNewConnections() {
    TestCertificate other = TestCertificate.authority("other");
    try (SecureSides sides = SecureSides.verified(folder, FROM_NEW)) {
      assertEquals("from new", sides.ask("POST"));
      assertEquals(1, sides.moved().connectionsAccepted());
      sides.write("ca.pem", other.certificatePem());
      sides.reload(VERIFY);
      Await.until("old connections are closed", SOON, () -> sides.moved().connectionsOpen() == 0);
      assertEquals("from legacy", sides.ask("POST"));
      sides.write("ca.pem", AUTHORITY.certificatePem());
      sides.reload(VERIFY);
      assertEquals("from new", sides.ask("POST"));
      sides.reload(VERIFY);
      assertEquals("from new", sides.ask("POST"));
      assertEquals(3, sides.moved().connectionsAccepted(), "the same files keep connections");
    }
  }
}
