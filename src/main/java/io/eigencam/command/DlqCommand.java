package io.eigencam.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code eigencam dlq …}. */
@Command(
    name = "dlq",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at the frames that could not be worked on, and sends them again.",
      "They stand on camera-frames-dlq as they were read, with the reason in their headers."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DlqListCommand.class, DlqShowCommand.class, DlqRetryCommand.class},
    footer = {
      "",
      "Examples:",
      "  eigencam dlq list",
      "  eigencam dlq show 0:17",
      "  eigencam dlq retry --reason UNKNOWN_SCHEMA --dry-run"
    })
final class DlqCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: dlq list, dlq show or dlq retry.");
  }
}
