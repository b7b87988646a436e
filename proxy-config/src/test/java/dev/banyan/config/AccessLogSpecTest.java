package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What {@code access-log} and {@code admin} come to. */
class AccessLogSpecTest {
  @Test
  void theShortFormSaysWhereAndKeepsQueriesOut() {
    assertEquals(new AccessLogSpec(new AccessLogSpec.Off(), false), load("access-log: off"));
    assertEquals(
        new AccessLogSpec(new AccessLogSpec.File(Path.of("logs/access.json")), false),
        load("access-log: logs/access.json"));
  }

  @Test
  void queriesAreWrittenOnlyWhereTheTableSaysSo() {
    assertEquals(
        new AccessLogSpec(new AccessLogSpec.File(Path.of("a.json")), true),
        load("access-log: { to: a.json, query: true }"));
    assertEquals(
        new AccessLogSpec(new AccessLogSpec.StandardOutput(), true),
        load("access-log: { query: true }"));
    assertEquals(
        new AccessLogSpec(new AccessLogSpec.StandardOutput(), false), load("access-log: {}"));
  }

  @Test
  void theTokenFileIsPartOfTheAdminPort() {
    ListenSpec listen = new ListenSpec("127.0.0.1", 9901);

    assertEquals(
        new AdminSpec(listen, List.of(), Path.of("/run/secret")),
        table("admin: { port: 9901, token-file: /run/secret }").admin());
    assertEquals(
        new AdminSpec(listen, List.of(), Path.of("conf/secret")),
        table("admin: { port: 9901, token-file: secret }").admin());
  }

  @Test
  void hostsAreNamesByWhichTheAdminPortIsAskedFor() {
    AdminSpec admin = table("admin: { port: 9901, hosts: [banyan.monitoring.svc, a.b] }").admin();
    assertEquals(
        new AdminSpec(
            new ListenSpec("127.0.0.1", 9901), List.of("banyan.monitoring.svc", "a.b"), null),
        admin);
    assertEquals(
        List.of("a.b"), Objects.requireNonNull(table("admin: { hosts: a.b }").admin()).hosts());
  }

  private static AccessLogSpec load(String rest) {
    return table(rest).accessLog();
  }

  private static LoadedTable table(String rest) {
    LoadResult result =
        ConfigLoader.load(
            "conf/routes.yaml",
            """
            listen: 8080
            backends: { old: http://127.0.0.1:9001 }
            legacy: old
            """
                + rest);
    assertEquals(List.of(), result.problems());
    return Objects.requireNonNull(result.table());
  }
}
