package dev.banyan.server.demo.view;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/**
 * The terminal, taken over for a while: the alternate screen, keys without Enter and without echo.
 * {@link #close} gives it back as it was, and may be called from any thread, more than once.
 */
public final class Screen implements AutoCloseable {
  private static final String CSI = "\u001b[";
  private static final Size USUAL = new Size(80, 24);

  private final PrintStream out;
  private final String before;
  private boolean closed;

  private Screen(PrintStream out, String before) {
    this.out = out;
    this.before = before;
  }

  /** Columns and lines. */
  public record Size(int width, int height) {}

  /**
   * Takes the terminal over; empty if there is none, or none that {@code stty} can handle.
   *
   * @param out prints to the terminal
   */
  public static Optional<Screen> open(PrintStream out) {
    Optional<String> before = Stty.run("-g");
    before.ifPresent(settings -> {
      // Without a suspend character: a stopped demo would leave the terminal as it is here.
      Stty.run("-icanon", "-echo", "min", "1", "time", "0", "susp", "undef");
      out.print(CSI + "?1049h" + CSI + "?25l" + CSI + "2J");
      out.flush();
    });
    return before.map(settings -> new Screen(out, settings));
  }

  /** The terminal's size, 80 by 24 if it can't be told. */
  public Size size() {
    return Stty.run("size").flatMap(Screen::parseSize).orElse(USUAL);
  }

  /** Parses lines and columns, as in {@code 24 80}. */
  static Optional<Size> parseSize(String text) {
    if (!text.matches("[1-9][0-9]{0,3} [1-9][0-9]{0,3}")) {
      return Optional.empty();
    }
    int blank = text.indexOf(' ');
    int height = Integer.parseInt(text.substring(0, blank));
    return Optional.of(new Size(Integer.parseInt(text.substring(blank + 1)), height));
  }

  /** Shows lines from the top; what was below them goes. */
  public synchronized void show(List<String> lines) {
    if (closed) {
      return;
    }
    StringBuilder frame = new StringBuilder(CSI).append("H");
    for (int number = 0; number < lines.size(); number++) {
      frame.append(number == 0 ? "" : "\r\n").append(lines.get(number)).append(CSI).append('K');
    }
    out.print(frame.append(CSI).append('J'));
    out.flush();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      out.print(CSI + "?25h" + CSI + "?1049l");
      out.flush();
      Stty.run(before);
    }
  }
}
