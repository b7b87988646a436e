package dev.banyan.server.cli;

import dev.banyan.config.LoadResult;
import dev.banyan.config.LoadedTable;
import dev.banyan.core.explain.AskedRequest;
import dev.banyan.core.explain.Explainer;
import dev.banyan.core.explain.Explanation;
import dev.banyan.core.explain.LiveFacts;
import dev.banyan.server.explain.ExplanationJson;
import dev.banyan.server.explain.ExplanationText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code banyan explain}: says what a table makes of a request, and why. */
@Command(
    name = "explain",
    sortOptions = false,
    customSynopsis = "banyan explain FILE METHOD URL [-H 'NAME: VALUE']... [OPTIONS]",
    header = "Say what a route table makes of a request, and which lines of it say so.",
    synopsisHeading = "%nUsage: ",
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  banyan explain routes.yaml GET http://shop.example/api/orders/7",
      "  banyan explain routes.yaml POST /cart -H 'Host: shop.example'",
      "                             -H 'Cookie: banyan=alice'",
      "  banyan explain routes.yaml GET http://shop.example/ --client 192.0.2.7",
      "",
      "Nothing is sent anywhere. Ask a running proxy's admin port for /explain to",
      "learn what it does now, with the state of breakers and endpoints.",
      "",
      "Exit status: 0 if it was explained, even if the request is refused; 1 if the",
      "table can't be served; 2 for a wrong command line."
    })
final class ExplainCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "The route table; - for standard input.")
  private String file = "";

  @Parameters(index = "1", paramLabel = "METHOD", description = "The method, as in GET.")
  private String method = "";

  @Parameters(
      index = "2",
      paramLabel = "URL",
      description = "As in http://shop.example/cart?x=1, taken as it is; or a path, and a Host.")
  private String url = "";

  @Option(
      names = {"-H", "--header"},
      paramLabel = "'NAME: VALUE'",
      description = "A header of the request; may be given again.")
  private List<String> headers = new ArrayList<>();

  @Option(
      names = "--client",
      paramLabel = "IP",
      description = "The address that connects; 127.0.0.1 unless set.")
  private @Nullable String client;

  @Option(names = "--json", description = "Print JSON, as the admin port does.")
  private boolean json;

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    AskedRequest asked = asked();
    LoadResult result = Tables.load(file, terminal.in());
    LoadedTable table = result.table();
    PrintWriter out = terminal.outWriter();
    if (table == null) {
      out.print(Tables.printer(terminal).print(result.problems()));
      out.flush();
      return ExitCode.SOFTWARE;
    }
    Explanation explanation = Explainer.explain(asked, table.explained(), LiveFacts.Source.NONE);
    out.print(
        json
            ? ExplanationJson.of(explanation)
            : ExplanationText.of(explanation, terminal.colour()));
    out.flush();
    return ExitCode.OK;
  }

  private AskedRequest asked() {
    try {
      return AskedRequest.of(method, url, headers, client);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
