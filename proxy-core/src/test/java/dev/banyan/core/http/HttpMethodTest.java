package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which methods are told apart, and which of them are reads. */
class HttpMethodTest {

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OTHER")
  void aMethodIsNamedExactly(HttpMethod method) {
    assertEquals(method, HttpMethod.named(method.name()));
    assertNull(HttpMethod.named(method.name() + "S"));
  }

  @Test
  void otherTokensHaveNoName() {
    assertNull(HttpMethod.named("get"));
    assertNull(HttpMethod.named("OTHER"));
    assertNull(HttpMethod.named(""));
  }

  @Test
  void readsAreGetHeadAndOptions() {
    EnumSet<HttpMethod> reads = EnumSet.allOf(HttpMethod.class);
    reads.removeIf(method -> !method.isRead());

    assertEquals(EnumSet.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS), reads);
  }
}
