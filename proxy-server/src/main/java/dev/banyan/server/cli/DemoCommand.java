package dev.banyan.server.cli;

import dev.banyan.server.demo.Demo;
import dev.banyan.server.demo.DemoException;
import dev.banyan.server.demo.DemoOptions;
import dev.banyan.server.demo.FaultScript;
import dev.banyan.server.demo.KeyQueue;
import dev.banyan.server.demo.LiveStage;
import dev.banyan.server.demo.LoneShops;
import dev.banyan.server.demo.PlainStage;
import dev.banyan.server.demo.ShopPorts;
import dev.banyan.server.demo.Stage;
import dev.banyan.server.demo.view.Keys;
import dev.banyan.server.demo.view.Summary;
import dev.banyan.server.log.ApplicationLog;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code banyan demo}: shows it all at once. */
@Command(
    name = "demo",
    sortOptions = false,
    header = "Show a shop on its way from an old system to a new one.",
    synopsisHeading = "%nUsage: ",
    customSynopsis = "banyan demo [OPTIONS]",
    description = {
      "",
      "Starts an old and a new shop, the proxy with routes.example.yaml, and a few hundred users"
          + " who send requests. On a terminal a live table shows who answers them. Break the new"
          + " shop, and see that no client notices.",
      "",
      "Keys:",
      "  1 errors   it answers 500        5 garbage  it answers what is no HTTP",
      "  2 hang     it never answers      6 writes   it answers 500 to writes only",
      "  3 refuse   it can't be reached   7 reset    it resets connections",
      "  4 slow     it takes its time     8 cut      it cuts answers in mid-body",
      "  m mend     q quit     up and down: choose a route     + and -: its share"
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  banyan demo                     watch it, and press keys",
      "  banyan demo --for 20s           break and mend new by itself, then sum up",
      "  banyan demo --shops 9001,9002   only the shops, for routes.example.yaml",
      "  curl -X POST http://127.0.0.1:PORT/faults/hang    break new; PORT is shown",
      "  curl -X POST http://127.0.0.1:PORT/mend           mend it",
      "",
      "Exit status: 0 if no client saw an error but those that nobody could have spared it, and no"
          + " write was done twice; else 1."
    })
final class DemoCommand implements Callable<Integer> {
  private static final String EXAMPLE = "routes.example.yaml";

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = DurationText.class,
      description = "Break and mend new by itself for so long, as in 20s, and sum up.")
  private @Nullable Duration length;

  @Option(
      names = "--table",
      paramLabel = "FILE",
      description = "The route table to show, in place of routes.example.yaml.")
  private @Nullable Path table;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where the proxy listens (default: the table's, or a free one).")
  private @Nullable Integer port;

  @Option(
      names = "--admin-port",
      paramLabel = "PORT",
      description = "Where its admin port is (default: the table's, or a free one).")
  private @Nullable Integer adminPort;

  @Option(
      names = "--fault-port",
      paramLabel = "PORT",
      description = "Where new is broken and mended (default: a free one).")
  private int faultPort;

  @Option(
      names = "--shops",
      paramLabel = "PORT,PORT",
      split = ",",
      description = {
        "Only the old and the new shop, on these ports, until it is told to stop: for a proxy of"
            + " your own."
      })
  private @Nullable List<Integer> shops;

  @Option(names = "--rate", paramLabel = "N", description = "Requests a second (default: 80).")
  private int rate = 80;

  @Option(names = "--users", paramLabel = "N", description = "Users (default: 300).")
  private int users = 300;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What the users do follows from it (default: 1).")
  private long seed = 1;

  @Option(names = "--plain", description = "Plain lines, on a terminal too.")
  private boolean plain;

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws DemoException, InterruptedException {
    check("--rate", rate, 1, 1_000);
    check("--users", users, 1, 10_000);
    if (length != null && length.compareTo(FaultScript.SHORTEST) < 0) {
      throw usage("--for: " + length.toMillis() + "ms (expected: 3s or more)");
    }
    if (shops != null) {
      return serveShops(shops);
    }
    boolean live = terminal.outIsTerminal() && !plain;
    try (ApplicationLog log = ApplicationLog.start()) {
      log.level(Level.ERROR); // what happens is shown
      return show(live);
    }
  }

  private int serveShops(List<Integer> ports) throws DemoException, InterruptedException {
    if (ports.size() != 2) {
      throw usage("--shops: " + ports.size() + " ports (expected: 2, as in 9001,9002)");
    }
    PrintWriter out = terminal.outWriter();
    CountDownLatch told = new CountDownLatch(1);
    Signals.handle("INT", told::countDown);
    Signals.handle("TERM", told::countDown);
    try (LoneShops open = new LoneShops(new ShopPorts(ports.get(0), ports.get(1), faultPort))) {
      open.lines().forEach(out::println);
      out.flush();
      told.await();
    }
    return ExitCode.OK;
  }

  private int show(boolean live) throws DemoException, InterruptedException {
    PrintWriter out = terminal.outWriter();
    KeyQueue keys = new KeyQueue();
    Signals.handle("INT", keys::quit);
    Signals.handle("TERM", keys::quit);
    Summary summary;
    try (Demo demo = new Demo(options())) {
      try (Stage stage = stage(live, out, keys)) {
        summary = demo.show(stage, keys);
      }
    }
    summary.lines().forEach(out::println);
    out.flush();
    return summary.kept() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private Stage stage(boolean live, PrintWriter out, KeyQueue keys) {
    Optional<Stage> stage =
        live ? LiveStage.open(terminal.out(), terminal.colour()) : Optional.empty();
    if (stage.isPresent()) {
      Keys.listen(terminal.in(), keys::press);
      return stage.get();
    }
    return new PlainStage(out);
  }

  private DemoOptions options() {
    return new DemoOptions(
        table == null ? example() : table, port, adminPort, faultPort, length, rate, users, seed);
  }

  /** The example beside the launcher, else in the working directory. */
  private static Path example() {
    String home = System.getProperty("banyan.home");
    Path beside = home == null ? null : Path.of(home, EXAMPLE);
    return beside != null && Files.isRegularFile(beside) ? beside : Path.of(EXAMPLE);
  }

  private void check(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw usage("%s: %d (expected: %d to %d)".formatted(option, value, least, most));
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
