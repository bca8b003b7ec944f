package io.eigencam.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {
  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8080, 127.0.0.1:8080, true",
    "http://127.0.0.1:8081, 127.0.0.1:8080, false",
    "http://localhost:8080, 127.0.0.1:8080, false",
    "http://[::1]:8080, [::1]:8080, true",
    "https://Watch.Example, watch.example, true",
    "https://watch.example, watch.example:443, true",
    "http://watch.example, watch.example:443, false",
    "https://elsewhere.example, watch.example:443, false",
    "https://watch.example.evil.example, watch.example, false",
    "null, 127.0.0.1:8080, false",
    "'', 127.0.0.1:8080, false",
    "not an address, 127.0.0.1:8080, false",
    "http://127.0.0.1:8080, , false"
  })
  void shouldKnowItsOwnPage(String origin, String host, boolean ours) {
    assertEquals(ours, Origin.isSame(origin, host));
  }

  @Test
  void shouldLetProgramsPassThatAreNoBrowser() {
    assertTrue(Origin.isSame(null, "127.0.0.1:8080"));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8080, true",
    "localhost, true",
    "[::1]:8080, true",
    "watch.example, true",
    "evil.example:8080, false",
    "127.0.0.1.evil.example, false",
    "user@127.0.0.1, true",
    "127.0.0.1@evil.example, false",
    "a b, false",
    "'', false",
    ", false"
  })
  void shouldKnowAForeignNameForThisMachine(String host, boolean ours) {
    assertEquals(ours, Origin.isLocal(host, Set.of("watch.example")));
  }

  @Test
  void shouldNotKnowOtherNamesByItself() {
    assertFalse(Origin.isLocal("watch.example", Set.of()));
  }
}
