package dev.banyan.server.demo.view;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs {@code stty} on the controlling terminal. Stateless. */
final class Stty {
  private static final File TERMINAL = new File("/dev/tty");
  private static final long MOST_SECONDS = 2;

  private Stty() {}

  /** Runs it and returns what it prints; empty if it fails or there is no terminal. */
  static Optional<String> run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(TERMINAL)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (InputStream out = process.getInputStream()) {
        String printed = new String(out.readAllBytes(), StandardCharsets.US_ASCII).trim();
        boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
        return ended && process.exitValue() == 0 ? Optional.of(printed) : Optional.empty();
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
