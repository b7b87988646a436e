package dev.banyan.server.cli;

import dev.banyan.config.LoadResult;
import dev.banyan.config.LoadedTable;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** {@code banyan check}: prints every problem of a route table. */
@Command(
    name = "check",
    sortOptions = false,
    customSynopsis = "banyan check FILE",
    header = "Print every problem of a route table: where it is, and what would be right.",
    synopsisHeading = "%nUsage: ",
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  banyan check routes.yaml",
      "  sed s/10%%/20%%/ routes.yaml | banyan check -",
      "",
      "Exit status: 0 if the table can be served, warnings or not; 1 if it can't."
    })
final class CheckCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The route table; - for standard input.")
  private String file = "";

  CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    LoadResult result = Tables.load(file, terminal.in());
    PrintWriter out = terminal.outWriter();
    out.print(Tables.printer(terminal).print(result.problems()));
    LoadedTable table = result.table();
    if (result.problems().isEmpty() && table != null) {
      out.println(Tables.name(file) + ": no problems, " + Tables.contents(table));
    }
    out.flush();
    return table == null ? ExitCode.SOFTWARE : ExitCode.OK;
  }
}
