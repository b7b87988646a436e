package dev.banyan.server.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with a command line, and where help is. Stateless. */
final class UsageErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + message(exception) + "; see `" + name + " --help`");
    return CommandLine.ExitCode.USAGE;
  }

  private static String message(ParameterException exception) {
    if (exception instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched);
    }
    if (exception instanceof MissingParameterException missing) {
      return missing.getMissing().stream()
          .map(ArgSpec::paramLabel)
          .collect(Collectors.joining(", ", "missing argument: ", ""));
    }
    return String.valueOf(exception.getMessage()).lines().findFirst().orElse("wrong usage");
  }

  private static String unknown(UnmatchedArgumentException exception) {
    boolean atTop = exception.getCommandLine().getParent() == null;
    String what = exception.isUnknownOption() ? "option" : atTop ? "command" : "argument";
    String found = "unknown " + what + ": " + exception.getUnmatched().get(0);
    List<String> near = exception.getSuggestions();
    return near.isEmpty() ? found : found + " (did you mean " + near.get(0) + "?)";
  }
}
