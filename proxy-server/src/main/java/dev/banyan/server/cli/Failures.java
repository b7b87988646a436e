package dev.banyan.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in one line why a command failed. */
final class Failures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult arguments) {
    String name = command.getCommandSpec().qualifiedName();
    String message = exception.getMessage();
    command.getErr().println(name + ": " + (message == null ? exception.toString() : message));
    return CommandLine.ExitCode.SOFTWARE;
  }
}
