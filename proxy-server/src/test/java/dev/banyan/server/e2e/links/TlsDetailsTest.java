package dev.banyan.server.e2e.links;

import static dev.banyan.server.e2e.links.SecureSides.AUTHORITY;
import static dev.banyan.server.e2e.links.SecureSides.FROM_NEW;
import static dev.banyan.server.e2e.links.SecureSides.GOOD;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.Security;
import dev.banyan.testkit.TestCertificate;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backend sees of TLS, and what it may not do. */
@Timeout(120)
class TlsDetailsTest {
  private static final String VERIFY = "tls: { ca: @ca.pem }";

  private final Queue<SSLSocket> accepted = new ConcurrentLinkedQueue<>();

  @TempDir private Path folder;

  /** TLS whose sockets the test can look at. */
  private Security watched(TestCertificate certificate, String... versions) {
    Security tls = Security.tls(certificate, null, versions);
    return socket -> {
      SSLSocket secured = (SSLSocket) tls.secure(socket);
      accepted.add(secured);
      return secured;
    };
  }

  private List<String> namesAsked() {
    ExtendedSSLSession session = (ExtendedSSLSession) accepted.remove().getSession();
    return session.getRequestedServerNames().stream()
        .map(name -> ((SNIHostName) name).getAsciiName())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"shop.example, shop.example", "orders, orders", "127.0.0.1, ''"})
  void theNameIsAskedForButNoLiteralAddress(String name, String asked) {
    TestCertificate certificate = AUTHORITY.issue(name);
    String keys = "tls: { ca: @ca.pem, server-name: " + name + " }";
    try (SecureSides sides = new SecureSides(folder, watched(certificate), FROM_NEW, keys)) {
      assertEquals("from new", sides.ask("POST"));
      assertEquals(asked.isEmpty() ? List.of() : List.of(asked), namesAsked());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void aNewConnectionResumesTheSessionOfTheLast(String version) {
    try (SecureSides sides =
        new SecureSides(folder, watched(GOOD, version), Answer.ok("from new").close(), VERIFY)) {
      for (int i = 0; i < 4; i++) {
        assertEquals("from new", sides.ask("POST"));
        sides.awaitNoConnection();
      }
      assertEquals(4, accepted.size());
      long first = accepted.remove().getSession().getCreationTime();
      while (!accepted.isEmpty()) {
        assertEquals(first, accepted.remove().getSession().getCreationTime());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"GET, from legacy", "POST, 502"})
  void aBackendThatBeginsAnotherHandshakeIsLeft(String method, String told) {
    Behavior again =
        exchange -> {
          exchange.execute();
          SSLSocket socket = accepted.remove();
          socket.startHandshake();
          socket.setSoTimeout(2_000);
          try {
            if (socket.getInputStream().read() < 0) {
              return;
            }
          } catch (SocketTimeoutException e) {
            // The client went along, and waits for the answer.
          }
          exchange.wire().write("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nfrom new");
        };
    try (SecureSides sides = new SecureSides(folder, watched(GOOD, "TLSv1.2"), again, VERIFY)) {
      assertEquals(told, sides.ask(method));
      sides.awaitNoConnection();
    }
  }

  /** The server has read the request, and then does not like the client any more. */
  @Test
  void anAlertBehindTheHandshakeOfTheOldVersionProvesNothing() {
    Behavior refusing =
        exchange -> {
          exchange.execute();
          SSLSocket socket = accepted.remove();
          socket.setNeedClientAuth(true);
          socket.startHandshake();
          exchange.wire().hang();
        };
    try (SecureSides sides = new SecureSides(folder, watched(GOOD, "TLSv1.2"), refusing, VERIFY)) {
      assertEquals("502", sides.ask("POST"));
      assertEquals(1, sides.moved().executions());
      assertEquals(0, sides.legacy().executions());
    }
  }

  @Test
  void aReferenceToTheBackendWithHttpsBecomesOneToTheProxy() {
    try (SecureSides sides = SecureSides.verified(folder, FROM_NEW);
        RawClient client = sides.client()) {
      String url = sides.moved().uri() + "/cart?x=1";
      sides.moved().behave(Answer.status(302).header("Location", url));
      client.send("GET /a HTTP/1.1\r\nHost: shop.example\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals("http://shop.example/cart?x=1", answer.header("Location"));
    }
  }
}
