package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;

/** A user's browser that talks to a {@link LoginOrigin}. */
final class LoginClient implements AutoCloseable {
  private final RawClient client;
  private final String user;

  LoginClient(RawClient client, String user) {
    this.client = client;
    this.user = user;
  }

  RawClient raw() {
    return client;
  }

  /** Asks for a page, with a value of Authorization if there is one. */
  RawResponse ask(String authorization) {
    send("GET", authorization);
    return client.readResponse();
  }

  /** Asks by a POST with a body of so many bytes. */
  RawResponse upload(String authorization, int bytes) {
    client.send(
        "POST /page HTTP/1.1\r\nHost: intranet\r\nAuthorization: "
            + authorization
            + "\r\nContent-Length: "
            + bytes
            + "\r\n\r\n"
            + "x".repeat(bytes));
    return client.readResponse();
  }

  void send(String method, String authorization) {
    String field = authorization.isEmpty() ? "" : "Authorization: " + authorization + "\r\n";
    client.send(method + " /page HTTP/1.1\r\nHost: intranet\r\n" + field + "\r\n");
  }

  /** The first two rounds of NTLM; what the third has to say. */
  String begin() {
    assertEquals(401, ask("").status());
    RawResponse challenged = ask("NTLM hello " + user);
    assertEquals(401, challenged.status());
    return "NTLM proof " + user + " " + challenged.header("WWW-Authenticate").split(" ", -1)[1];
  }

  /** Logs in by the three rounds of NTLM. */
  LoginClient logIn() {
    assertIsMe(ask(begin()));
    return this;
  }

  /** Asserts that the application takes the client for its user, and for nobody else. */
  void assertKnown() {
    assertIsMe(ask(""));
  }

  void assertIsMe(RawResponse answer) {
    assertEquals("200 " + user, answer.status() + " " + answer.text());
  }

  void assertStranger() {
    assertEquals("401 who?", say(ask("")));
  }

  static String say(RawResponse answer) {
    return answer.status() + " " + answer.text();
  }

  @Override
  public void close() {
    client.close();
  }
}
