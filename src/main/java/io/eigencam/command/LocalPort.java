package io.eigencam.command;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** Finds a port for the live page. */
final class LocalPort {
  private static final String LOOPBACK = "127.0.0.1";

  private LocalPort() {}

  /**
   * The port asked for; where none was, the usual one, or any free one if that is taken.
   *
   * @throws IOException if the port asked for is taken
   */
  static int choose(@Nullable Integer wanted, int usual) throws IOException {
    if (wanted != null) {
      return require(LOOPBACK, wanted);
    }
    try {
      return bind(LOOPBACK, usual);
    } catch (BindException e) {
      return bind(LOOPBACK, 0);
    }
  }

  /**
   * @return the port; the one that the system gave where 0 was asked for
   * @throws IOException if the port cannot be listened on
   */
  static int require(String host, int port) throws IOException {
    if (port < 0 || port > 65_535) {
      throw new IOException("there is no port " + port + "; choose one of 1 to 65535 with --port");
    }
    try {
      return bind(host, port);
    } catch (BindException e) {
      throw new IOException(
          "cannot listen on %s port %d (%s): stop what listens there or choose another with --port"
              .formatted(host, port, e.getMessage()),
          e);
    }
  }

  private static int bind(String host, int port) throws IOException {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      return socket.getLocalPort();
    }
  }
}
