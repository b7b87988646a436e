package dev.banyan.core.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a failure says. */
class FailureKindTest {
  @Test
  void anEndpointIsJudgedByWhetherItCanBeReachedAndAnswers() {
    String against =
        Arrays.stream(FailureKind.values())
            .filter(FailureKind::speaksAgainstEndpoint)
            .map(FailureKind::label)
            .collect(Collectors.joining(" "));
    assertEquals(
        "connect-failed connect-timeout tls-failed reset closed invalid-answer timeout", against);
  }
}
