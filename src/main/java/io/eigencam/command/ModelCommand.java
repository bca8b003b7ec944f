package io.eigencam.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code eigencam model ...}: what is inside a model, and its layers as outputs. */
@Command(
    name = "model",
    mixinStandardHelpOptions = true,
    description = "Looks into a TensorFlow SavedModel, exposes its layers, checks its maps.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ModelInspectCommand.class,
      ModelInstrumentCommand.class,
      ModelCheckCommand.class
    })
final class ModelCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a command: inspect, instrument or check.");
  }
}
