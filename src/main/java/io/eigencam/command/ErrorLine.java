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
    String message = failure.getMessage();
    String line =
        message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    commandLine.getErr().println("eigencam: " + line);
    if (System.getenv("EIGENCAM_DEBUG") != null) {
      failure.printStackTrace(commandLine.getErr());
    }
    commandLine.getErr().flush();
    return 1;
  }
}
