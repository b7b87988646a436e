package dev.banyan.config;

import dev.banyan.config.document.UrlDocument;
import dev.banyan.core.http.Oddity;
import java.time.Duration;
import java.util.List;

/** The keys of {@code backends.NAME}. */
final class BackendKeys {
  static final Key<UrlDocument> URL =
      Key.of("url", Urls.INSTANCE, "", "Where it listens. **Either this or `urls`.**");
  static final Key<UrlDocument> URLS =
      Key.list("urls", Urls.INSTANCE, "", "Where its endpoints listen, if it has several.");
  static final Key<String> HOST =
      Key.of(
          "host",
          Words.of("keep", "rewrite"),
          "keep",
          "Whether `Host` stays what the client asked for, or becomes the endpoint's.");
  static final Key<Duration> CONNECT_TIMEOUT =
      Key.of(
          "connect-timeout",
          Durations.POSITIVE,
          "1s",
          "Longest wait for a connection to open at one address, TLS included.");
  static final Key<Duration> PENDING_TIMEOUT =
      Key.of("pending-timeout", Durations.POSITIVE, "1s", "Longest wait for a place in the pool.");
  static final Key<Duration> TIMEOUT =
      Key.of("timeout", Durations.POSITIVE, "60s", "Longest wait for a response head.");
  static final Key<Duration> IDLE_TIMEOUT =
      Key.of(
          "idle-timeout",
          Durations.POSITIVE,
          "4s",
          "How long an unused connection is kept; less if its `Keep-Alive: timeout` says so.");
  static final Key<Duration> STREAM_IDLE =
      Key.of(
          "stream-idle",
          Durations.POSITIVE,
          "5m",
          "Longest pause between two bytes of an answer's body.");
  static final Key<Integer> MAX_CONNECTIONS =
      Key.of("max-connections", Counts.of(1, 1_000_000), "1024", "Most connections to it.");
  static final Key<Integer> MAX_PENDING =
      Key.of(
          "max-pending",
          Counts.of(0, 1_000_000),
          "1024",
          "Most requests that wait for a connection, on one event loop.");

  static final Key<String> CONNECTION_AUTH =
      Key.of(
          "connection-auth",
          Words.of("direct", "always"),
          "direct",
          "Whose login by NTLM or Negotiate is passed on: of clients that connect directly, or of"
              + " those behind `trusted-proxies` too.");
  static final Key<String> REUSE =
      Key.of(
          "reuse",
          Words.of("safe", "always", "never"),
          "always",
          "Behind which requests a connection is used again: `safe` leaves out those with a body,"
              + " and HEAD.");

  static final Key<String> RESOLVE =
      Key.of(
          "resolve",
          Words.of("ttl", "never"),
          "ttl",
          "When names are looked up again: as often as DNS says, or never once an address is"
              + " known.");
  static final Key<String> LENIENT =
      Key.list(
          "lenient",
          new Words(Oddity.labels()),
          "[]",
          "What may be wrong with its answers, as with those of some old servers: see"
              + " [answers of old servers](backends.md#answers-of-old-servers). The log names what"
              + " an answer broke.");
  static final Key<Void> TLS =
      Key.form("tls", "mapping", "", "What is shown and verified where URLs have `https`.");
  static final Key<Duration> SLOW_START =
      Key.of(
          "slow-start",
          Durations.FROM_ZERO,
          "10s",
          "In what time an endpoint that is new or back gets its full part of the load.");
  static final Key<Void> HEALTH_CHECK =
      Key.form("health-check", "mapping", "", "How its endpoints are asked whether they are well.");
  static final Key<Void> EJECTION =
      Key.form(
          "ejection",
          "`off` or a mapping",
          "on",
          "When an endpoint is left alone for the requests that it fails.");

  static final KeyTable ALL =
      new KeyTable(
          "backends.NAME",
          "A backend that needs nothing else may be written short: `orders: http://10.0.0.5:8080`.",
          List.of(
              URL,
              URLS,
              HOST,
              CONNECT_TIMEOUT,
              PENDING_TIMEOUT,
              TIMEOUT,
              IDLE_TIMEOUT,
              STREAM_IDLE,
              MAX_CONNECTIONS,
              MAX_PENDING,
              CONNECTION_AUTH,
              REUSE,
              RESOLVE,
              LENIENT,
              TLS,
              SLOW_START,
              HEALTH_CHECK,
              EJECTION),
          List.of("protocol"));

  private BackendKeys() {}
}
