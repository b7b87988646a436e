package dev.banyan.core.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.banyan.core.http.Scheme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Backends as data. */
class BackendSpecTest {
  private static BackendSpec backend(List<EndpointSpec> endpoints) {
    Duration second = Duration.ofSeconds(1);
    return new BackendSpec(
        "b",
        endpoints,
        second,
        second,
        second,
        second,
        second,
        1,
        0,
        false,
        HttpSpec.DEFAULT,
        LinkSpec.PLAIN,
        HealthSpec.DEFAULT);
  }

  @Test
  void anAddressIsShownAsInAUrl() {
    assertEquals("a.example:80", new EndpointSpec("a.example", 80).toString());
    assertEquals("[::1]:8080", new EndpointSpec("::1", 8080).authority());
  }

  @Test
  void aHostFieldLeavesTheSchemesOwnPortOut() {
    assertEquals("a.example", new EndpointSpec(Scheme.HTTPS, "a.example", 443).hostField());
    assertEquals("a.example:80", new EndpointSpec(Scheme.HTTPS, "a.example", 80).hostField());
    assertEquals("[::1]", new EndpointSpec(Scheme.HTTP, "::1", 80).hostField());
    assertEquals("[::1]:443", new EndpointSpec(Scheme.HTTP, "::1", 443).hostField());
  }

  @Test
  void theEndpointsOfABackendHaveOneScheme() {
    EndpointSpec plain = new EndpointSpec("a", 1);
    EndpointSpec secure = new EndpointSpec(Scheme.HTTPS, "a", 2);

    assertThrows(IllegalArgumentException.class, () -> backend(List.of(plain, secure)));
    assertThrows(IllegalArgumentException.class, () -> backend(List.of(secure)));
  }

  @Test
  void aBackendHasAnEndpoint() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> backend(List.of()));

    assertEquals("endpoints: none (expected: one or more)", e.getMessage());
  }

  @Test
  void theEndpointsAreCopied() {
    List<EndpointSpec> endpoints = new ArrayList<>(List.of(new EndpointSpec("a", 1)));
    BackendSpec backend = backend(endpoints);
    endpoints.clear();

    assertEquals(List.of(new EndpointSpec("a", 1)), backend.endpoints());
  }
}
