package dev.banyan.server.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.UnfitFile;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WriteAccessTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final int MAY = 200;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, localhost:9900, 200",
    "127.0.0.1, LOCALHOST, 200",
    "127.0.0.1, 127.0.0.1:9900, 200",
    "::1, [::1]:9900, 200",
    "::ffff:127.0.0.1, localhost, 200",
    "192.0.2.7, localhost:9900, 403",
    "127.0.0.1, evil.example:9900, 403",
    "127.0.0.1, localhost.evil.example, 403",
    "127.0.0.1, 127.0.0.1.evil.example, 403",
    "127.0.0.1, , 403",
  })
  void withoutATokenOnlyThisMachineMayByItsOwnName(String peer, String host, int status)
      throws IOException {
    HttpHeaders headers = new DefaultHttpHeaders();
    if (host != null) {
      headers.add("Host", host);
    }

    assertEquals(status, ask(WriteAccess.of(null), peer, headers));
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://localhost:9900",
    "Origin, null",
    "Referer, http://localhost:9900/",
    "Sec-Fetch-Site, same-origin",
    "X-Forwarded-For, 192.0.2.7",
    "Forwarded, for=192.0.2.7",
    "Via, 1.1 banyan",
    "Host, localhost",
  })
  void whatABrowserOrAProxyOnThisMachineSendsIsRefused(String name, String value)
      throws IOException {
    HttpHeaders headers = new DefaultHttpHeaders().add("Host", "localhost").add(name, value);

    assertEquals(403, ask(WriteAccess.of(null), "127.0.0.1", headers));
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer SECRET, 200",
    "Bearer  SECRET, 200",
    "Bearer SECRET0, 401",
    "Bearer 0123456789abcdef, 401",
    "bearer, 401",
    "Basic SECRET, 401",
    ", 401",
  })
  void withATokenWhoKnowsItMayFromAnywhere(String authorization, int status) throws IOException {
    HttpHeaders headers = new DefaultHttpHeaders().add("Host", "banyan.example");
    if (authorization != null) {
      headers.add("Authorization", authorization.replace("SECRET", SECRET));
    }
    WriteAccess access = WriteAccess.of(secret(SECRET + "\n"));

    assertEquals(status, ask(access, "192.0.2.7", headers));
    assertEquals(status, ask(access, "127.0.0.1", headers));
  }

  @Test
  void aBrowserMayNotEvenWithTheToken() throws IOException {
    HttpHeaders headers =
        new DefaultHttpHeaders()
            .add("Authorization", "Bearer " + SECRET)
            .add("Origin", "http://evil.example");

    assertEquals(403, ask(WriteAccess.of(secret(SECRET)), "127.0.0.1", headers));
  }

  @Test
  void theSecretCanBeReplacedWhileBanyanRuns() throws IOException {
    Path file = secret(SECRET);
    WriteAccess access = WriteAccess.of(file);
    HttpHeaders headers = new DefaultHttpHeaders().add("Authorization", "Bearer " + SECRET);
    assertEquals(MAY, ask(access, "192.0.2.7", headers));

    Files.writeString(file, "another-secret-of-some-length");
    assertEquals(401, ask(access, "192.0.2.7", headers));
    Files.delete(file);
    assertEquals(403, ask(access, "192.0.2.7", headers));
  }

  @Test
  void aFileWithoutASecretIsOneClearLine() throws IOException {
    Path missing = folder.resolve("none");
    String gone = assertThrows(IOException.class, () -> WriteAccess.of(missing)).getMessage();
    assertEquals("admin.token-file: " + missing + ": no such file", gone);

    Path weak = secret("changeme\n");
    String few = assertThrows(IOException.class, () -> WriteAccess.of(weak)).getMessage();
    assertEquals(
        "admin.token-file: "
            + weak
            + " holds 8 characters (expected: 16 or more, as from `openssl rand -hex 32`)",
        few);
  }

  @ParameterizedTest
  @EnumSource(UnfitFile.class)
  void whatTakesThePlaceOfTheSecretIsNeverReadToItsEnd(UnfitFile unfit) throws IOException {
    Path file = secret(SECRET);
    WriteAccess access = WriteAccess.of(file);
    HttpHeaders headers = new DefaultHttpHeaders().add("Authorization", "Bearer " + SECRET);
    unfit.replace(file);

    assertEquals(403, ask(access, "192.0.2.7", headers));
    String told = assertThrows(IOException.class, () -> WriteAccess.of(file)).getMessage();
    assertTrue(told.startsWith("admin.token-file: " + file + ": " + unfit.words()), told);

    Files.delete(file);
    secret(SECRET);
    assertEquals(MAY, ask(access, "192.0.2.7", headers));
  }

  private Path secret(String text) throws IOException {
    return Files.writeString(folder.resolve("secret"), text);
  }

  private static int ask(WriteAccess access, String peer, HttpHeaders headers) throws IOException {
    AdminPage refusal = access.refusal(InetAddress.getByName(peer), headers);
    return refusal == null ? MAY : refusal.status().code();
  }
}
