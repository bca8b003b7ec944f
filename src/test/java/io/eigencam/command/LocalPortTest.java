package io.eigencam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class LocalPortTest {
  @Test
  void shouldTakeAnotherPortOnlyIfNoneWasAskedFor() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();

      assertNotEquals(port, LocalPort.choose(null, port));
      IOException refusal = assertThrows(IOException.class, () -> LocalPort.choose(port, 8080));
      assertTrue(refusal.getMessage().contains("port " + port), refusal.getMessage());
      assertTrue(refusal.getMessage().contains("--port"), refusal.getMessage());
    }
  }

  @Test
  void shouldTakeThePortAskedFor() throws IOException {
    int port = LocalPort.choose(null, 0);

    assertEquals(port, LocalPort.choose(port, 0));
  }

  @Test
  void shouldNameThePortThatTheSystemGave() throws IOException {
    assertNotEquals(0, LocalPort.choose(0, 8080));
  }

  @Test
  void shouldRefuseWhatIsNoPort() {
    assertThrows(IOException.class, () -> LocalPort.choose(65_536, 8080));
    assertThrows(IOException.class, () -> LocalPort.choose(-1, 8080));
  }
}
