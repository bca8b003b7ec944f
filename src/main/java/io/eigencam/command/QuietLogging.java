package io.eigencam.command;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtHandler;

/**
 * Logging for commands that do not start Quarkus: warnings and errors only, so that output can be
 * piped.
 */
final class QuietLogging {
  /** Warns about every new cluster, and the embedded broker's is always one at first. */
  private static final Logger NEW_CLUSTER =
      Logger.getLogger("org.apache.kafka.controller.QuorumController");

  private QuietLogging() {}

  static void apply() {
    Logger.getLogger("").setLevel(Level.WARNING);
    // A client that finds no broker warns at every attempt; the command says it once, at the end.
    Logger.getLogger("org.apache.kafka.clients").setLevel(Level.SEVERE);
    NEW_CLUSTER.setLevel(Level.SEVERE);
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      if (handler instanceof io.quarkus.bootstrap.logging.QuarkusDelayedHandler delayed) {
        delayed.setHandlers(
            new ExtHandler[] {
              (ExtHandler) io.quarkus.bootstrap.logging.InitialConfigurator.createDefaultHandler()
            });
      }
    }
  }
}
