package dev.banyan.server.e2e.split;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.foreign.ForeignServer;
import dev.banyan.testkit.foreign.Language;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A sticky user of an app of Express, which calls all its static files public. */
@Tag("node")
class ExpressCookieTest {
  private static final String TABLE =
      """
      listen: [{ host: 127.0.0.1, port: 0 }]
      admin: off
      access-log: off
      drain-delay: 0s
      drain: 1s
      backends: { old: 'LEGACY', fresh: 'NEW' }
      legacy: old
      routes:
        - name: main
          match: { path: /** }
          new: fresh
          share: 50%
          timeout: 10s
          sticky: { cookie: banyan, issue: true }
      """;

  @Test
  void aUserWhoBeginsWithAScriptStaysWhereItWasFound() {
    try (ForeignServer legacy = ForeignServer.start(Language.NODE, "static.js", "legacy");
        ForeignServer moved = ForeignServer.start(Language.NODE, "static.js", "new");
        TestProxy proxy =
            TestProxy.start(
                TestProxy.load(TABLE.replace("LEGACY", legacy.url()).replace("NEW", moved.url())),
                new BanyanOptions(1, false))) {
      int mixed = 0;
      for (int i = 0; i < 40; i++) {
        RawResponse script = new SharedCache(proxy.port()).get("/files/app.js");
        String cookie = script.header("Set-Cookie").split(";", -1)[0];
        assertEquals("private, max-age=0", script.header("Cache-Control"));
        RawResponse page = new SharedCache(proxy.port()).get("/", "Cookie: " + cookie);
        mixed += script.text().equals("'" + page.text() + "'") ? 0 : 1;
      }
      assertEquals(0, mixed, "of 40 pages, those with a script of the other side");

      RawResponse known =
          new SharedCache(proxy.port()).get("/files/app.js", "Cookie: banyan=alice");
      assertEquals("public, max-age=0", known.header("Cache-Control"));
      RawResponse aged = new SharedCache(proxy.port()).get("/aged/app.js");
      assertEquals("public, max-age=3600", aged.header("Cache-Control"));
      assertEquals(List.of(), aged.headers().values("Set-Cookie"));
    }
  }
}
