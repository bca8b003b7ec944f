package io.eigencam.command;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** Finds a port for the live page. */
final class LocalPort {
  private LocalPort() {}

  /**
   * The port asked for; where none was, the usual one, or any free one if that is taken.
   *
   * @throws IOException if the port asked for is taken
   */
  static int choose(@Nullable Integer wanted, int usual) throws IOException {
    if (wanted != null) {
      try {
        return free(wanted);
      } catch (BindException e) {
        throw new IOException(
            "port %d is taken; stop what listens there or choose another with --port"
                .formatted(wanted),
            e);
      }
    }
    try {
      return free(usual);
    } catch (BindException e) {
      return free(0);
    }
  }

  private static int free(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
