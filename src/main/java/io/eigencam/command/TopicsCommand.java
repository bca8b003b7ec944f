package io.eigencam.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code eigencam topics …}. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    description = "Sets up the topics of a Kafka cluster.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = TopicsCreateCommand.class)
final class TopicsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: topics create.");
  }
}
