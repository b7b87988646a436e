package dev.banyan.server.demo.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          12q,          12q
          <[A,          ↑
          <[B2,         ↓2
          <OA<OB,       ↑↓
          <[C1,         1
          <,            ''
          <[,           ''
          """)
  void readsKeysAndArrows(String typed, String expected) {
    byte[] bytes = typed.replace('<', (char) 0x1b).getBytes(StandardCharsets.US_ASCII);
    StringBuilder keys = new StringBuilder();

    Keys.read(new ByteArrayInputStream(bytes), keys::append);

    assertEquals(expected, keys.toString());
  }
}
