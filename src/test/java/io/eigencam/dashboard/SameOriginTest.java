package io.eigencam.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.net.HostAndPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameOriginTest {
  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8080, 127.0.0.1, 8080, true",
    "http://127.0.0.1:8081, 127.0.0.1, 8080, false",
    "http://localhost:8080, 127.0.0.1, 8080, false",
    "https://Watch.Example, watch.example, -1, true",
    "https://watch.example, watch.example, 443, true",
    "http://watch.example, watch.example, 443, false",
    "https://elsewhere.example, watch.example, 443, false",
    "null, 127.0.0.1, 8080, false",
    "not an address, 127.0.0.1, 8080, false"
  })
  void shouldAllowItsOwnPageOnly(String origin, String host, int port, boolean allowed) {
    assertEquals(allowed, SameOrigin.allows(origin, HostAndPort.create(host, port)));
  }

  @Test
  void shouldKnowAForeignNameForThisMachine() {
    assertTrue(SameOrigin.isLocal(HostAndPort.create("127.0.0.1", 8080)));
    assertTrue(SameOrigin.isLocal(HostAndPort.create("localhost", 8080)));
    assertFalse(SameOrigin.isLocal(HostAndPort.create("evil.example", 8080)));
    assertFalse(SameOrigin.isLocal(null));
  }

  @Test
  void shouldAllowProgramsThatAreNoBrowser() {
    assertTrue(SameOrigin.allows(null, HostAndPort.create("127.0.0.1", 8080)));
    assertFalse(SameOrigin.allows("http://127.0.0.1:8080", null));
  }
}
