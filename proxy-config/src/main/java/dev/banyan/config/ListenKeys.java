package dev.banyan.config;

import java.util.List;

/** The keys of {@code listen[]} and of {@code admin}. */
final class ListenKeys {
  private static final Counts PORTS = new Counts("port", 0, 65_535);

  static final Key<String> HOST =
      Key.of("host", Hosts.INSTANCE, "", "The address to listen at; all addresses unless set.");
  static final Key<Integer> PORT =
      Key.of("port", PORTS, "", "**Required.** 1 to 65535; 0 takes any free port.");

  static final KeyTable LISTEN =
      new KeyTable(
          "listen[]",
          "An entry may be written short: `8080` or `127.0.0.1:8080`.",
          List.of(HOST, PORT),
          List.of("protocol", "tls", "proxy-protocol"));

  static final Key<String> ADMIN_HOST =
      Key.of("host", Hosts.INSTANCE, "127.0.0.1", "The address to listen at.");
  static final Key<Integer> ADMIN_PORT =
      Key.of("port", PORTS, "9900", "1 to 65535; 0 takes any free port.");

  static final Key<String> ADMIN_HOSTS =
      Key.list(
          "hosts",
          Hosts.INSTANCE,
          "",
          "Names by which its pages may be asked for, as in `banyan.monitoring.svc`: a `Host` with"
              + " a dot that is none of these, no address and not `host` gets 421, but for"
              + " `/healthz` and `/readyz`.");

  static final Key<String> ADMIN_TOKEN_FILE =
      Key.of(
          "token-file",
          new FilePaths("secrets/admin"),
          "",
          "A file with a secret of 16 characters or more, relative to the folder of the table."
              + " Whoever changes something must send it: `Authorization: Bearer SECRET`. Without"
              + " it only this machine may.");

  static final KeyTable ADMIN =
      new KeyTable(
          "admin",
          "`admin: off` opens no port. It may be written short: `9900` or `10.0.0.1:9900`.",
          List.of(ADMIN_HOST, ADMIN_PORT, ADMIN_HOSTS, ADMIN_TOKEN_FILE),
          List.of("tls"));

  private ListenKeys() {}
}
