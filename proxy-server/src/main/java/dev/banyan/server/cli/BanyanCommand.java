package dev.banyan.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code banyan} without a subcommand: help and version. */
@Command(
    name = "banyan",
    synopsisHeading = "Usage: ",
    customSynopsis = "banyan COMMAND [OPTIONS]",
    description = {
      "",
      "A reverse proxy for replacing an old system route by route: a table in YAML says what share"
          + " of which requests goes to the new one, and the old one answers when it fails."
    },
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  banyan demo                     see it all at once, with two shops and users",
      "  banyan check routes.yaml        is the table sound?",
      "  banyan run routes.yaml          serve it",
      "  banyan explain routes.yaml GET http://shop.example/cart",
      "                                  which route takes that, which side, and why?",
      "",
      "Exit status: 0, 1 for a table or a start that failed, 2 for a wrong command line."
    },
    versionProvider = VersionText.class,
    subcommands = {RunCommand.class, CheckCommand.class, ExplainCommand.class, DemoCommand.class})
final class BanyanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "no command (expected: run, check, explain or demo)");
  }
}
