package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recognising field names. */
class KnownFieldTest {
  private static KnownField find(String name) {
    byte[] bytes = Ascii.bytes("<" + name + ">");
    return KnownField.find(bytes, 1, bytes.length - 1);
  }

  @ParameterizedTest
  @EnumSource
  void everyNameIsFoundInAnyCase(KnownField field) {
    assertEquals(field, find(field.fieldName()));
    assertEquals(field, find(field.fieldName().toUpperCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "h", "hosts", "hos", "content-lengths", "content_length", "x-a", "ost"})
  void otherNamesAreNot(String name) {
    assertNull(find(name));
  }
}
