package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.TestCertificate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that are damaged: told, whatever the damage, and without work or memory without end. */
class PrivateKeysTest {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final Path KEYS = Path.of("src", "test", "fuzz", "KeyFile");

  /** So many letters from the first on hold all lengths of an EC key. */
  private static final int LENGTHS = 24;

  @Test
  void noChangedLetterOfAnEcKeyAsksForMuchMemory() throws Exception {
    String text = Files.readString(KEYS.resolve("ec-old-form"));
    int first = text.indexOf('\n') + 1;
    for (int at = first; at < first + LENGTHS; at++) {
      for (int letter = 0; letter < LETTERS.length(); letter++) {
        String damaged = text.substring(0, at) + LETTERS.charAt(letter) + text.substring(at + 1);
        Pem block = Pem.blocks(damaged.getBytes(StandardCharsets.US_ASCII)).get(0);
        long before = Allocated.bytes();
        read(block);
        assertTrue(Allocated.bytes() - before < 4 << 20, damaged);
      }
    }
  }

  private static void read(Pem block) {
    try {
      assertNotNull(PrivateKeys.read(block));
    } catch (GeneralSecurityException e) {
      assertNotNull(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3084ffffffff0201", // a negative length
        "30847fffffff0201", // two GiB
        "3083ffffff0201",
        "3085010000000000", // an overflow
        "3080020100", // no length at all
        "3003a00401", // more than the sequence holds
        "30",
        "3082",
        "",
      })
  void aLengthBeyondWhatIsThereIsRefused(String der) {
    byte[] sequence = HexFormat.of().parseHex(der);

    assertThrows(IllegalArgumentException.class, () -> Der.find(Der.FIRST, sequence));
  }

  @Test
  void aValueOfAnyLengthIsFoundAgain() {
    for (int length : List.of(0, 1, 127, 128, 255, 256, 65_535, 65_536, 1 << 20)) {
      byte[] sequence = Der.value(Der.SEQUENCE, Der.value(Der.OCTETS, new byte[length]));

      assertEquals(length, Der.find(Der.OCTETS, sequence).length);
    }
  }

  /**
   * What a damaged file says of the times a password is hashed would keep a processor for hours.
   */
  @Test
  void aKeyWhoseIterationsHaveNoEndIsRefusedAtOnce() throws Exception {
    Pem block = encrypted(new byte[] {0x7f, -1, -1, -1});

    GeneralSecurityException told =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () ->
                assertThrows(
                    GeneralSecurityException.class,
                    () -> PrivateKeys.read(block, "secret".toCharArray())));

    assertEquals("more than 10000000 iterations", told.getMessage());
  }

  /** PBES2 (RFC 8018) with PBKDF2, HMAC of SHA-256 and AES-256. */
  private static Pem encrypted(byte[] iterations) {
    byte[] hash = Der.value(Der.SEQUENCE, hex("06082a864886f70d0209"), hex("0500"));
    byte[] derivation =
        Der.value(
            Der.SEQUENCE,
            hex("06092a864886f70d01050c"),
            Der.value(
                Der.SEQUENCE,
                Der.value(Der.OCTETS, new byte[16]),
                Der.value(Der.INTEGER, iterations),
                hash));
    byte[] cipher =
        Der.value(Der.SEQUENCE, hex("060960864801650304012a"), Der.value(Der.OCTETS, new byte[16]));
    byte[] scheme =
        Der.value(
            Der.SEQUENCE,
            hex("06092a864886f70d01050d"),
            Der.value(Der.SEQUENCE, derivation, cipher));
    byte[] key = Der.value(Der.SEQUENCE, scheme, Der.value(Der.OCTETS, new byte[144]));
    String text = TestCertificate.pem("ENCRYPTED PRIVATE KEY", key);
    return Pem.blocks(text.getBytes(StandardCharsets.US_ASCII)).get(0);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
