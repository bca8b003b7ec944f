package io.eigencam.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eigencam.corruption.Corruption;
import io.eigencam.driftbenchmark.KnownCause;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The benchmark expects the causes that alerts name. */
class KnownCausesTest {
  @Test
  void shouldExpectEveryCauseThatAlertsKnow() {
    Set<String> expected =
        Arrays.stream(Corruption.values())
            .map(KnownCause::of)
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());

    assertEquals(
        Arrays.stream(FaultSignature.values())
            .map(FaultSignature::text)
            .collect(Collectors.toSet()),
        expected);
  }
}
