package io.eigencam.command;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Turns a failure into one line on standard error and exit code 1. The stack trace helps developers
 * only: it is printed when the environment variable {@code EIGENCAM_DEBUG} is set.
 */
final class ErrorLine implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parseResult) {
    return print(failure, commandLine);
  }

  /** Says it and gives the exit code. */
  static int print(Throwable failure, CommandLine commandLine) {
    commandLine.getErr().println("eigencam: " + line(failure));
    if (System.getenv("EIGENCAM_DEBUG") != null) {
      failure.printStackTrace(commandLine.getErr());
    }
    commandLine.getErr().flush();
    return 1;
  }

  private static String line(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return name;
    }
    // Parts of it may come from outside: names of cameras, answers of servers.
    String line = TextTable.printable(message.strip().replaceAll("\\s*\\R\\s*", " "));
    // Our own exceptions speak for themselves; an Error's message is often a bare class name.
    return failure instanceof Error ? name + ": " + line : line;
  }
}
