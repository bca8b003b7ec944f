package io.eigencam.command;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code eigencam}: reads the command line and hands over to a command. Exit codes: 0 ok, 1 failed,
 * 2 usage.
 */
@QuarkusMain
@Command(
    name = "eigencam",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = "Watches what a deployed object detector looks at, live.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      DetectCommand.class,
      ExplainCommand.class,
      ExplainActivationCommand.class,
      ModelCommand.class,
      BenchmarkCommand.class,
      DriftBenchmarkCommand.class,
      PublishCommand.class,
      AuditCommand.class,
      DlqCommand.class,
      TopicsCommand.class,
      SchemasCommand.class,
      UsersCommand.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String... args) {
    // Before Quarkus configures logging: without it, libraries at FINE would write to the console.
    Logger.getLogger("").setLevel(Level.INFO);
    int code = execute(args);
    // In development mode the JVM belongs to Quarkus, which restarts the application in it.
    if (code != 0 || LaunchMode.current() != LaunchMode.DEVELOPMENT) {
      System.exit(code);
    }
  }

  private static int execute(String... args) {
    CommandLine commandLine = commandLine();
    try {
      return commandLine.execute(args);
    } catch (Error serious) {
      // No memory, a native library that does not load: the command line lets them pass.
      return ErrorLine.print(serious, commandLine);
    }
  }

  /** The whole command line, ready to execute; tests use it as the program does. */
  public static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new ErrorLine());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}
