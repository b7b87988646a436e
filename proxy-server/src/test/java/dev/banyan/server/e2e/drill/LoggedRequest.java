package dev.banyan.server.e2e.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request as the proxy's access log tells of it. Immutable.
 *
 * @param after when it began, after the mode did
 * @param read whether it only reads
 * @param plannedForNew whether its bucket is new's
 * @param why why it was answered by whom
 */
record LoggedRequest(Duration after, boolean read, boolean plannedForNew, String why) {
  private static final Pattern LINE =
      Pattern.compile(
          "\\{\"time\":\"([^\"]+)\".*\"method\":\"([A-Z]+)\".*\"bucket\":(\\d+),\"why\":\"([^\"]+)\".*");
  private static final Set<String> NEVER_SENT =
      Set.of("breaker-open", "in-flight-full", "pool-full", "pending-timeout", "no-endpoint");
  private static final int BUCKETS_OF_NEW = 5_000;

  /** The requests of a log that began since {@code start}, in the order of their begin. */
  static List<LoggedRequest> read(Path log, Instant start) {
    try (var lines = Files.lines(log)) {
      return lines
          .map(line -> of(line, start))
          .filter(request -> !request.after.isNegative())
          .sorted(Comparator.comparing(LoggedRequest::after))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LoggedRequest of(String line, Instant start) {
    Matcher fields = LINE.matcher(line);
    if (!fields.matches()) {
      throw new AssertionError("log line: " + line);
    }
    return new LoggedRequest(
        Duration.between(start, Instant.parse(fields.group(1))),
        fields.group(2).equals("GET"),
        Integer.parseInt(fields.group(3)) < BUCKETS_OF_NEW,
        fields.group(4));
  }

  /** Whether it was sent to new, or a connection to new was tried for it. */
  boolean sentToNew() {
    return plannedForNew && !NEVER_SENT.contains(why);
  }

  /** Whether an open breaker kept it from new. */
  boolean keptByBreaker() {
    return why.equals("breaker-open");
  }
}
