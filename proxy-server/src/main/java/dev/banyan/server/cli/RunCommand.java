package dev.banyan.server.cli;

import dev.banyan.config.LoadResult;
import dev.banyan.config.LoadedTable;
import dev.banyan.server.boot.Banyan;
import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.boot.StartException;
import dev.banyan.server.control.TableWatch;
import dev.banyan.server.log.ApplicationLog;
import dev.banyan.server.transport.ListenAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** {@code banyan run}: serves a route table until it is told to stop. */
@Command(
    name = "run",
    header = "Serve a route table.",
    synopsisHeading = "%nUsage: ",
    customSynopsis = "banyan run FILE",
    description = {
      "",
      "Edits of the file take effect while it runs, if the table is sound; else the one before"
          + " stays.",
      "",
      "Signals:",
      "  HUP          load the file now",
      "  USR1         open the access log's file anew, after it was renamed",
      "  TERM, INT    stop: finish what is in flight; a second one stops at once"
    },
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  banyan run routes.yaml",
      "  kill -HUP $(pgrep -f 'banyan.*run routes.yaml')",
      "",
      "Exit status: 0 after an orderly stop, 1 if the table has errors or can't be served."
    })
final class RunCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger("dev.banyan");

  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The route table.")
  private String file = "";

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws StartException, InterruptedException {
    // Until these have something to do they must not end the process, as they would by default.
    Signals.handle("HUP", () -> {});
    Signals.handle("USR1", () -> {});
    LoadResult result = Tables.load(file, terminal.in());
    terminal.err().print(Tables.printer(terminal).print(result.problems()));
    terminal.err().flush();
    LoadedTable table = result.table();
    if (table == null) {
      return ExitCode.SOFTWARE;
    }
    ApplicationLog log = ApplicationLog.start();
    try {
      serve(table, log);
    } finally {
      log.close();
    }
    return ExitCode.OK;
  }

  private void serve(LoadedTable table, ApplicationLog log)
      throws StartException, InterruptedException {
    Banyan banyan = Banyan.start(table, BanyanOptions.defaults());
    banyan.watch(log);
    TableWatch watch = banyan.watch(Path.of(file));
    Signals.handle("HUP", watch::reload);
    Signals.handle("USR1", banyan::reopenLogs);
    Stop stop = new Stop(banyan);
    Signals.handle("TERM", stop::signal);
    Signals.handle("INT", stop::signal);
    for (InetSocketAddress address : banyan.listeners()) {
      LOG.info("listening on {}", ListenAddress.text(address));
    }
    InetSocketAddress admin = banyan.admin();
    if (admin != null) {
      LOG.info("admin on {}", ListenAddress.text(admin));
    }
    stop.await();
  }
}
