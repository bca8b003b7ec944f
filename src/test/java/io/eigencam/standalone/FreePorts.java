package io.eigencam.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that begin to listen later, or come back at the same address. They lie below
 * those that the system gives to clients: else, while the server is away, a client could be given
 * its port, and even connect to itself.
 */
public final class FreePorts {
  private static final int FIRST = 20_000;
  private static final int BEHIND = 32_000;
  private static final int TRIALS = 200;

  private FreePorts() {}

  /** One at which nobody listens; nobody but this caller is told of it. */
  public static int choose() throws IOException {
    IOException last = null;
    for (int trial = 0; trial < TRIALS; trial++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, BEHIND);
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
        return port;
      } catch (IOException e) {
        last = e; // taken: the next one
      }
    }
    throw new IOException("no free port between %d and %d".formatted(FIRST, BEHIND), last);
  }
}
