package dev.banyan.config;

import java.util.List;

/** The keys of {@code access-log}. */
final class AccessLogKeys {
  static final Key<String> TO =
      Key.of(
          "to",
          AccessLogs.INSTANCE,
          "on",
          "Standard output, nowhere, or a file, which is opened anew at the signal USR1.");
  static final Key<Boolean> QUERY =
      Key.of(
          "query",
          Switches.INSTANCE,
          "false",
          "Whether lines hold the query of the target, in which clients may send what nobody"
              + " should read in a log.");

  static final KeyTable ALL =
      new KeyTable(
          "access-log",
          "It may be written short: `on`, `off` or `logs/access.json`.",
          List.of(TO, QUERY),
          List.of());

  private AccessLogKeys() {}
}
