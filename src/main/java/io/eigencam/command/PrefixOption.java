package io.eigencam.command;

import io.eigencam.topic.Topics;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --prefix}, for every command that deals with topics. */
final class PrefixOption {
  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      description =
          "Stands before every topic's name, for example 'plant-7.' (default: the environment's"
              + " EIGENCAM_TOPICS_PREFIX, or none).")
  private @Nullable String prefix;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** As typed; null where it was not. */
  @Nullable String text() {
    return prefix;
  }

  /** The topics under the prefix, or under the environment's as the service reads it, or none. */
  Topics topics() {
    String environment = System.getenv("EIGENCAM_TOPICS_PREFIX");
    try {
      return Topics.withPrefix(prefix != null ? prefix : environment != null ? environment : "");
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--prefix: " + e.getMessage(), e);
    }
  }
}
