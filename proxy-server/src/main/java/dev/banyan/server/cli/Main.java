package dev.banyan.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The {@code banyan} command. It ends with 0, with 1 for a bad table, or with 2 for bad usage. */
public final class Main {
  private Main() {}

  /** Runs the command and ends the JVM. */
  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofProcess();
    int status = run(terminal, arguments);
    terminal.out().flush();
    terminal.err().flush();
    System.exit(status);
  }

  /** Runs the command and returns its exit status. */
  static int run(Terminal terminal, String... arguments) {
    CommandLine banyan = new CommandLine(new BanyanCommand(), new Commands(terminal));
    banyan.getCommandSpec().addOption(version());
    banyan.getCommandSpec().addOption(help());
    banyan.getSubcommands().values().forEach(each -> each.getCommandSpec().addOption(help()));
    return banyan
        .setOut(terminal.outWriter())
        .setErr(terminal.errWriter())
        .setExpandAtFiles(false)
        .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.ansi()))
        .setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler(new Failures())
        .execute(arguments);
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Show this help.")
        .build();
  }

  private static OptionSpec version() {
    return OptionSpec.builder("-V", "--version")
        .versionHelp(true)
        .description("Show the version.")
        .build();
  }
}
