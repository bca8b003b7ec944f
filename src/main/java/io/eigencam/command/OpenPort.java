package io.eigencam.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** Waits until somebody listens on a port of this machine, and tells once. */
final class OpenPort implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 1_000;
  private static final long PAUSE_MILLIS = 100;

  private final InetSocketAddress address;
  private final Thread thread;

  OpenPort(int port, Runnable then) {
    this.address = new InetSocketAddress("127.0.0.1", port);
    this.thread = new Thread(() -> await(then), "open-port");
    thread.setDaemon(true);
    thread.start();
  }

  private void await(Runnable then) {
    try {
      while (!open()) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
      then.run();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt(); // nobody waits any more
    }
  }

  private boolean open() {
    try (Socket socket = new Socket()) {
      socket.connect(address, PATIENCE_MILLIS);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
