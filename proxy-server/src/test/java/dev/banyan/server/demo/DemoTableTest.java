package dev.banyan.server.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.config.ConfigLoader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoTableTest {
  private static final DemoTable.Places PLACES =
      new DemoTable.Places(
          1234,
          1235,
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 1236),
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 1237));
  private static final String TABLE =
      """
      listen: 8080   # clients
      admin: 9900
      backends:
        old: http://10.0.0.1:80
        fresh:
          urls: [http://10.0.0.2:80, "http://10.0.0.3:80"]
      legacy: old
      routes:
        - name: a
          share: 50%   # half
        - name: b
          share: { reads: 10.5%, writes: 2% }
        - name: c
          kill: true
      """;

  @Test
  void movesListenersAndBackendsAndLeavesTheRest() throws DemoException {
    String moved = DemoTable.moved(TABLE, PLACES);

    assertEquals(
        TABLE
            .replace("listen: 8080 ", "listen: 127.0.0.1:1234 ")
            .replace("9900", "1235")
            .replace("http://10.0.0.1:80", "http://127.0.0.1:1236")
            .replace("http://10.0.0.2:80", "http://127.0.0.1:1237")
            .replace("\"http://10.0.0.3:80\"", "http://127.0.0.1:1237"),
        moved);
  }

  @Test
  void movesAListenerThatIsAMapping() throws DemoException {
    String table = TABLE.replace("listen: 8080 ", "listen: [{ host: 127.0.0.1, port: 8080 }] ");

    assertTrue(DemoTable.moved(table, PLACES).contains("{ host: 127.0.0.1, port: 1234 }"));
    assertEquals(8080, DemoTable.port(table));
    assertEquals(9900, DemoTable.adminPort(table));
  }

  @Test
  void theExampleIsSoundAfterTheMove() throws DemoException, IOException {
    String example = Files.readString(Path.of("../routes.example.yaml"));

    assertEquals(
        "[]", ConfigLoader.load("moved", DemoTable.moved(example, PLACES)).problems().toString());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          a, 5,    share: 55%
          a, -5,   share: 45%
          a, 70,   share: 100%
          a, -70,  share: 0%
          b, 5,    'share: { reads: 15.50%, writes: 7% }'
          b, -5,   'share: { reads: 5.50%, writes: 0% }'
          """)
  void changesAShareInPlace(String route, int points, String expected) throws DemoException {
    String changed = DemoTable.withShare(TABLE, route, points).orElseThrow();

    assertTrue(changed.contains(expected), changed);
    assertEquals(TABLE.lines().count(), changed.lines().count());
    assertTrue(changed.contains("# half"), changed);
  }

  @Test
  void aRouteWithoutAShareHasNoneToChange() throws DemoException {
    assertEquals(Optional.empty(), DemoTable.withShare(TABLE, "c", 5));
    assertEquals(Optional.empty(), DemoTable.withShare(TABLE, "none", 5));
  }

  @Test
  void whatIsNoTableIsRefused() {
    assertThrows(DemoException.class, () -> DemoTable.moved("[1, 2]", PLACES));
    assertThrows(DemoException.class, () -> DemoTable.moved("routes: []", PLACES));
  }
}
