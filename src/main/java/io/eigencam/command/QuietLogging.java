package io.eigencam.command;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtHandler;

/**
 * Logging for commands that do not start Quarkus: warnings and errors only, so that output can be
 * piped.
 */
final class QuietLogging {
  /** Those that tell of a refused password or certificate, time after time; a command does once. */
  private static final List<Logger> REPEATING =
      List.of(
          Logger.getLogger("org.apache.kafka.clients.NetworkClient"),
          Logger.getLogger("org.apache.kafka.common.network"),
          Logger.getLogger("org.apache.kafka.common.security"));

  /**
   * Those that would warn about what is normal (a new cluster, which the embedded broker's always
   * is at first) or what a command says itself, once (Kafka that is not there).
   */
  private static final List<Logger> TALKATIVE =
      List.of(
          Logger.getLogger("org.apache.kafka.controller.QuorumController"),
          Logger.getLogger("org.apache.kafka.clients"));

  private QuietLogging() {}

  static void apply() {
    Logger.getLogger("").setLevel(Level.WARNING);
    TALKATIVE.forEach(logger -> logger.setLevel(Level.SEVERE));
    REPEATING.forEach(logger -> logger.setLevel(Level.OFF));
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      if (handler instanceof io.quarkus.bootstrap.logging.QuarkusDelayedHandler delayed) {
        delayed.setHandlers(
            new ExtHandler[] {
              (ExtHandler) io.quarkus.bootstrap.logging.InitialConfigurator.createDefaultHandler()
            });
      }
    }
  }

  /** For a command that goes on as the application, whose settings decide from now on. */
  static void lift() {
    TALKATIVE.forEach(logger -> logger.setLevel(null));
    REPEATING.forEach(logger -> logger.setLevel(null));
  }
}
