package io.eigencam.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopbackTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "localhost, true",
    "LocalHost, true",
    "::1, true",
    "[::1], true",
    "localhost.evil.example, false",
    "127.0.0.1.evil.example, false",
    "0.0.0.0, false",
    "'', false",
    ", false"
  })
  void shouldKnowThisMachineByItsNames(String host, boolean ours) {
    assertEquals(ours, Loopback.isName(host));
  }
}
