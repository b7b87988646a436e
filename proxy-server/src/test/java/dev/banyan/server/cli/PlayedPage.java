package dev.banyan.server.cli;

import dev.banyan.testkit.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A page of documentation that is played in a shell: a block {@code yaml NAME} is a file, a block
 * {@code console} has commands behind {@code $} and what they print. Confined to one thread.
 *
 * <p>What a command prints must be what the page says, but for times, durations and ids. A command
 * that only looks is repeated until it does, since what it looks at takes its time.
 */
final class PlayedPage {
  private static final String FENCE = "```";
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Before a look, where nothing tells how long to wait for what is looked at. */
  private static final String SETTLE = "sleep 1.5; ";

  private static final Pattern LOOKS =
      Pattern.compile("(cat|tail|grep) .*|curl -s http://[^|>]*|curl -s \\S+/metrics \\| grep .*");

  /** What may differ from run to run. */
  private static final List<Pattern> VARYING =
      List.of(
          Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z"),
          Pattern.compile("(?m)^[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}"),
          Pattern.compile("\"(?:ms|head_ms)\":[0-9.]+"),
          Pattern.compile("(?m)^[Dd]ate: .*$"),
          Pattern.compile("\\b[0-9a-f]{32}(?:[0-9a-f]{32})?\\b"));

  private final PageShell shell;
  private final Saved saved;
  private final boolean writing;
  private final List<String> played = new ArrayList<>();

  /** Waits until a file that was saved has taken effect. */
  @FunctionalInterface
  interface Saved {
    void await(Path file) throws IOException, InterruptedException;
  }

  /**
   * @param writing whether the page will be written anew, so that outputs on it mean nothing yet
   */
  PlayedPage(PageShell shell, Saved saved, boolean writing) {
    this.shell = shell;
    this.saved = saved;
    this.writing = writing;
  }

  /** Plays a page, and returns it with what was printed. */
  String play(List<String> lines) throws IOException, InterruptedException {
    for (int at = 0; at < lines.size(); ) {
      String line = lines.get(at);
      played.add(line);
      at++;
      if (line.startsWith(FENCE)) {
        int end = at + lines.subList(at, lines.size()).indexOf(FENCE);
        block(line.substring(FENCE.length()), lines.subList(at, end));
        played.add(FENCE);
        at = end + 1;
      }
    }
    return String.join("\n", played) + "\n";
  }

  private void block(String kind, List<String> lines) throws IOException, InterruptedException {
    if (kind.startsWith("yaml ")) {
      played.addAll(lines);
      saved.await(shell.write(kind.substring("yaml ".length()), String.join("\n", lines) + "\n"));
    } else if (kind.equals("console")) {
      console(lines);
    } else {
      played.addAll(lines);
    }
  }

  private void console(List<String> lines) throws IOException, InterruptedException {
    for (int at = 0; at < lines.size(); ) {
      String command = lines.get(at).substring("$ ".length());
      int end = at + 1;
      while (end < lines.size() && !lines.get(end).startsWith("$ ")) {
        end++;
      }
      List<String> expected = lines.subList(at + 1, end);
      List<String> printed = printed(command, expected);
      played.add(lines.get(at));
      played.addAll(masked(printed).equals(masked(expected)) ? expected : printed);
      at = end;
    }
  }

  private List<String> printed(String command, List<String> expected) {
    boolean looks = LOOKS.matcher(command).matches();
    if (writing) {
      return run(looks ? SETTLE + command : command);
    }
    if (!looks) {
      return run(command);
    }
    return Await.value(
        "$ " + command + " as on the page: " + expected,
        PATIENCE,
        () -> run(command),
        printed -> masked(printed).equals(masked(expected)));
  }

  private List<String> run(String command) {
    return shell.run(command).lines().map(String::stripTrailing).toList();
  }

  private static String masked(List<String> lines) {
    String text = String.join("\n", lines);
    for (Pattern pattern : VARYING) {
      text = pattern.matcher(text).replaceAll("*");
    }
    return text;
  }
}
