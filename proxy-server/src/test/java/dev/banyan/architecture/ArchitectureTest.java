package dev.banyan.architecture;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The package table: who may use whom. A new package needs a row; a new edge needs a reason. */
class ArchitectureTest {
  private static final Map<String, String> LIBRARIES =
      Map.ofEntries(
          entry("caffeine", "com.github.benmanes.caffeine."),
          entry("codec", "org.apache.commons.codec."),
          entry("jctools", "org.jctools."),
          entry("logback", "ch.qos.logback."),
          entry("micrometer", "io.micrometer."),
          entry("netty", "io.netty."),
          entry("picocli", "picocli."),
          entry("prometheus", "io.prometheus."),
          entry("re2j", "com.google.re2j."),
          entry("resilience4j", "io.github.resilience4j."),
          entry("slf4j", "org.slf4j."),
          entry("snakeyaml", "org.yaml.snakeyaml."));

  private static final String TABLE =
      """
      core.http        |                                             |
      core.answer      |                                             | core.http
      core.caching     |                                             | core.http core.answer
      core.cors        |                                             | core.http
      core.routing     | re2j                                        | core.http
      core.split       | codec                                       | core.http
      core.forward     |                                             | core.http core.answer core.routing core.split
      core.resilience  | resilience4j                                | core.http core.split
      core.backend     |                                             | core.http core.resilience
      core.plan        |                                             | core.*
      core.explain     |                                             | core.*
      config.document  |                                             |
      config.file      |                                             |
      config           | snakeyaml                                   | core.* config.document config.file
      server.transport | netty slf4j                                 | core.*
      server.wire      | netty                                       | core.http core.answer server.transport
      server.log       | jctools logback slf4j                       |
      server.telemetry | jctools micrometer prometheus resilience4j  | core.* server.log
      server.names     | netty                                       | config.file server.transport
      server.backend   | netty                                       | core.* server.transport server.wire server.telemetry server.names
      server.live      | resilience4j                                | core.* server.transport server.backend
      server.explain   |                                             | core.* server.log server.backend server.live
      server.exchange  | netty                                       | core.* server.transport server.wire server.telemetry server.backend server.live
      server.listen    | netty                                       | core.* server.transport server.wire server.exchange
      server.control   | slf4j                                       | core.* config config.file server.transport server.telemetry server.backend server.live server.listen
      server.admin     | netty slf4j                                 | core.* config config.file server.log server.transport server.telemetry server.live server.explain server.control
      server.boot      | netty micrometer resilience4j slf4j         | *
      server.demo.shop | netty                                       | core.*
      server.demo.load | netty                                       | core.* server.demo.shop
      server.demo.view |                                             | core.* server.demo.shop server.demo.load
      server.demo      | netty                                       | *
      server.cli       | picocli slf4j logback                       | *
      """;

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/dev/banyan/testkit/"))
          .importPackages("dev.banyan");

  @Test
  void noPackageUsesMoreThanItsRowAllows() {
    Set<String> violations = new PackageTable(TABLE, LIBRARIES).violations(PRODUCT);

    assertTrue(violations.isEmpty(), () -> String.join("\n", violations));
  }

  @Test
  void aMissingEdgeIsFound() {
    String table = TABLE.replaceAll("(?m)^core\\.plan .*$", "core.plan | |");

    Set<String> violations = new PackageTable(table, LIBRARIES).violations(PRODUCT);

    assertTrue(
        violations.stream()
            .anyMatch(each ->
                each.matches(
                    "dev\\.banyan\\.core\\.plan\\..* may not use dev\\.banyan\\.core\\..*")),
        violations::toString);
  }

  @Test
  void aMissingLibraryIsFound() {
    String table = TABLE.replace("| resilience4j ", "| ");

    Set<String> violations = new PackageTable(table, LIBRARIES).violations(PRODUCT);

    assertTrue(
        violations.stream().anyMatch(each -> each.contains("may not use io.github.resilience4j.")),
        violations::toString);
  }

  @Test
  void anUnknownPackageIsFound() {
    Set<String> violations =
        new PackageTable(TABLE.replaceAll("(?m)^core\\.backend .*\\R", ""), LIBRARIES)
            .violations(new ClassFileImporter().importPackages("dev.banyan.core.backend"));

    assertEquals(Set.of("dev.banyan.core.backend is not in the table"), violations);
  }

  @Test
  void aRowUsesOnlyRowsAbove() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new PackageTable("core.plan | | core.http\ncore.http | |", LIBRARIES));
  }
}
