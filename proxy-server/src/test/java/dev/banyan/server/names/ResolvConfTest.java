package dev.banyan.server.names;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** resolv.conf, as the C library reads it. */
class ResolvConfTest {
  private static ResolvConf of(String text) {
    return ResolvConf.of(text.lines().toList());
  }

  private static List<String> servers(ResolvConf read) {
    return read.servers().stream().map(server -> server.getAddress().getHostAddress()).toList();
  }

  @Test
  void whatKubernetesWritesIsRead() {
    ResolvConf read =
        of(
            """
            # written by the kubelet
            nameserver 10.96.0.10
            search shop.svc.cluster.local svc.cluster.local cluster.local
            options ndots:5
            """);

    assertEquals(List.of("10.96.0.10"), servers(read));
    assertEquals(
        List.of("shop.svc.cluster.local", "svc.cluster.local", "cluster.local"), read.search());
    assertEquals(5, read.ndots());
    assertEquals(Duration.ofSeconds(5), read.timeout());
  }

  @Test
  void withoutAFileTheMachineItselfIsAsked() {
    ResolvConf read = of("");

    assertEquals(53, read.servers().get(0).getPort());
    assertEquals(true, read.servers().get(0).getAddress().isLoopbackAddress());
    assertEquals(1, read.ndots());
    assertEquals(List.of(), read.search());
  }

  @Test
  void theLastListOfDomainsCountsAndThreeServersAreAsked() {
    ResolvConf read =
        of(
            """
            domain first.example
              search	second.example
            nameserver ::1
            nameserver name.example
            nameserver
            nameserver 127.0.0.2
            nameserver 127.0.0.3
            nameserver 127.0.0.4
            options timeout:99 ndots:99 rotate
            options timeout:x
            """);

    assertEquals(List.of("second.example"), read.search());
    assertEquals(List.of("0:0:0:0:0:0:0:1", "127.0.0.2", "127.0.0.3"), servers(read));
    assertEquals(15, read.ndots());
    assertEquals(Duration.ofSeconds(30), read.timeout());
  }

  @Test
  void theRootIsNoDomainToLookInAndANameWithADotIsTriedAsItIs() {
    ResolvConf read =
        of(
            """
            search . shop.example
            options ndots:0
            """);

    assertEquals(List.of("shop.example"), read.search());
    assertEquals(1, read.ndots());
    assertEquals(List.of(), of("search .").search());
  }
}
