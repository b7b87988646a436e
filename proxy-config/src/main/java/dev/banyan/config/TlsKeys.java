package dev.banyan.config;

import java.util.List;

/** The keys of {@code tls} of a backend. */
final class TlsKeys {
  private static final FilePaths FILES = new FilePaths("certs/orders.pem");

  static final Key<String> CA =
      Key.of(
          "ca",
          FILES,
          "",
          "Certificates of who may have signed the backend's; those that the JDK trusts unless set.");
  static final Key<String> CERTIFICATE =
      Key.of(
          "certificate",
          FILES,
          "",
          "What the backend is shown if it asks: a certificate, and those of who signed it.");
  static final Key<String> KEY = Key.of("key", FILES, "", "The private key of `certificate`.");
  static final Key<String> KEY_PASSWORD_FILE =
      Key.of(
          "key-password-file",
          FILES,
          "",
          "Whose first line is the password of `key`, if it has one.");
  static final Key<String> SERVER_NAME =
      Key.of(
          "server-name",
          Hosts.INSTANCE,
          "",
          "The name that is asked for and must stand in the backend's certificate; the URL's unless"
              + " set.");
  static final Key<Boolean> INSECURE =
      Key.of(
          "insecure",
          Switches.INSTANCE,
          "false",
          "Takes any certificate. Whoever is on the way can read and change everything.");

  static final KeyTable ALL =
      new KeyTable(
          "backends.NAME.tls",
          "TLS 1.3 or 1.2 towards URLs with `https`. Files are PEM, relative to the folder of the"
              + " table, and are read again when they change.",
          List.of(CA, CERTIFICATE, KEY, KEY_PASSWORD_FILE, SERVER_NAME, INSECURE),
          List.of());

  private TlsKeys() {}
}
