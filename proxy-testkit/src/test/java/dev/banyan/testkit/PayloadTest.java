package dev.banyan.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PayloadTest {
  private static final String SHA256_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void knowsItsDigest() {
    assertEquals(SHA256_OF_ABC, Payload.of("abc").sha256());
    assertEquals(3, Payload.of("abc").length());
  }

  @Test
  void generatedBytesDependOnSeedAndOffsetAlone() throws IOException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      int length = random.nextInt(2000);
      Payload payload = Payload.generated(length, seed);
      byte[] expected = new byte[length];
      for (int i = 0; i < length; i++) {
        expected[i] = GeneratedStream.byteAt(seed, i);
      }
      assertArrayEquals(expected, readRaggedly(payload, random), "seed " + seed);
      assertEquals(Sha256.of(expected), payload.sha256());
    }
    assertNotEquals(
        Payload.generated(100, seed).sha256(), Payload.generated(100, seed + 1).sha256());
  }

  private static byte[] readRaggedly(Payload payload, SplittableRandom random) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[100];
    try (InputStream in = payload.open()) {
      while (true) {
        if (random.nextInt(4) == 0) {
          int single = in.read();
          if (single < 0) {
            return all.toByteArray();
          }
          all.write(single);
        } else {
          int read = in.read(buffer, 3, 1 + random.nextInt(90));
          if (read < 0) {
            return all.toByteArray();
          }
          all.write(buffer, 3, read);
        }
      }
    }
  }
}
