package dev.banyan.server.e2e.split;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What decides the side: kill, always-legacy, always-new, override, share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrecedenceTest {
  private static final String TABLE =
      """
      trusted-proxies: 127.0.0.2
      defaults:
        new: fresh
        timeout: 20s
        sticky: { header: X-User }
        always-new: [alice, "0007"]
        always-legacy: bob
        override: { header: X-Side, from: 127.0.0.1 }
      routes:
        - { name: kill, match: { path: /kill/** }, share: 100%, kill: true }
        - { name: none, match: { path: /none/** }, share: 0% }
        - { name: all, match: { path: /all/** }, share: 100% }
        - { name: tenth, match: { path: /tenth/** }, share: 10%, always-new: [], always-legacy: [] }
        - name: cookie
          match: { path: /cookie/** }
          sticky: [ { cookie: uid }, { header: X-User } ]
          override: off
        - name: ip
          match: { path: /ip/** }
          sticky: client-ip
          always-new: [192.0.2.7, 2001:db8:1:2::/64]
          always-legacy: [127.0.0.1]
          share: { reads: 100% }
          override: off
      """;

  private Crossing crossing;

  @BeforeAll
  void start() {
    crossing = Crossing.of(TABLE);
  }

  @AfterAll
  void stop() {
    crossing.close();
  }

  /** Of 10,000 buckets alice's is 357, bob's 4921. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # path | user  | X-Side | decision
          /kill  | alice | new    | legacy kill
          /kill  | bob   | new    | legacy kill
          /kill  | -     | -      | legacy kill
          /all   | bob   | new    | legacy always-legacy
          /none  | bob   | new    | legacy always-legacy
          /all   | bob   | -      | legacy always-legacy
          /none  | alice | legacy | new always-new
          /none  | alice | -      | new always-new
          /none  | 0007  | -      | new always-new
          /none  | 7     | -      | legacy share
          /none  | Alice | -      | legacy share
          /none  | carol | new    | new override
          /all   | carol | legacy | legacy override
          /tenth | bob   | new    | new override
          /tenth | alice | legacy | legacy override
          /tenth | alice | other  | new share
          /tenth | bob   | -      | legacy share
          /none  | carol | -      | legacy share
          /all   | carol | -      | new share
          """)
  void theFirstThatAppliesDecides(String path, String user, String side, String decision) {
    crossing.from("127.0.0.1");
    assertEquals(decision, crossing.get(path, "X-User: " + user, "X-Side: " + side));
  }

  @Test
  void listsHoldTheValueOfACookie() {
    crossing.from("127.0.0.1");
    assertEquals("new always-new", crossing.get("/cookie", "Cookie: a=1; uid=alice"));
    assertEquals("legacy always-legacy", crossing.get("/cookie", "Cookie: uid=bob"));
    assertEquals("legacy share", crossing.get("/cookie", "Cookie: uid=carol", "X-User: alice"));
    assertEquals("new always-new", crossing.get("/cookie", "Cookie: uid=", "X-User: alice"));
  }

  @Test
  void listsHoldTheAddressOfTheClientAndNotOfThePeer() {
    assertEquals("legacy always-legacy", crossing.from("127.0.0.1").get("/ip"));
    assertEquals("new share", crossing.from("127.0.0.3").get("/ip"));
    crossing.from("127.0.0.2");
    assertEquals("legacy always-legacy", crossing.get("/ip", "X-Forwarded-For: 127.0.0.1"));
    assertEquals("new always-new", crossing.get("/ip", "X-Forwarded-For: 192.0.2.7"));
    assertEquals("new always-new", crossing.get("/ip", "X-Forwarded-For: 2001:db8:1:2::99"));
    assertEquals("new share", crossing.get("/ip", "X-Forwarded-For: 2001:db8:1:3::99"));
  }
}
