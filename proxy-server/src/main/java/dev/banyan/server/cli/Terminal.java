package dev.banyan.server.cli;

import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a command reads and writes. Shared-safe as its streams are.
 *
 * @param outIsTerminal whether a person sees {@code out} at once, on a terminal
 * @param colour whether colours are wanted there
 */
record Terminal(
    InputStream in, PrintStream out, PrintStream err, boolean outIsTerminal, boolean colour) {

  /** That of this process. Colours are wanted on terminals, unless {@code NO_COLOR} is set. */
  static Terminal ofProcess() {
    boolean terminal = TerminalProbe.outIsTerminal();
    String noColour = System.getenv("NO_COLOR");
    boolean wanted = noColour == null || noColour.isEmpty();
    boolean able = !"dumb".equals(System.getenv("TERM"));
    PrintStream out = utf8(System.out);
    return new Terminal(System.in, out, utf8(System.err), terminal, terminal && wanted && able);
  }

  /** Output as text. */
  PrintWriter outWriter() {
    return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
  }

  /** Messages as text. */
  PrintWriter errWriter() {
    return new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
  }

  /** Whether picocli is to use colours. */
  Ansi ansi() {
    return colour ? Ansi.ON : Ansi.OFF;
  }

  private static PrintStream utf8(PrintStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }
}
