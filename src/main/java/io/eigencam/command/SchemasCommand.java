package io.eigencam.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code eigencam schemas …}. */
@Command(
    name = "schemas",
    mixinStandardHelpOptions = true,
    description = "Sets up the schemas of a schema registry.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = SchemasRegisterCommand.class)
final class SchemasCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: schemas register.");
  }
}
