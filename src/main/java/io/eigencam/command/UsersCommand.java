package io.eigencam.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code eigencam users …}. */
@Command(
    name = "users",
    mixinStandardHelpOptions = true,
    description = "Who may call the HTTP side of 'eigencam run' (eigencam.access.users).",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = UsersSetCommand.class)
final class UsersCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: users set.");
  }
}
