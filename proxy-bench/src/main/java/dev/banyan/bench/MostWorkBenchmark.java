package dev.banyan.bench;

import dev.banyan.core.http.RequestHead;
import dev.banyan.core.routing.FieldCondition;
import dev.banyan.core.routing.HostPattern;
import dev.banyan.core.routing.PathPattern;
import dev.banyan.core.routing.RouteIndex;
import dev.banyan.core.routing.RouteMatch;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The most that a table may make of a look-up: routes that are tried one after the other. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MostWorkBenchmark {
  private static final int ROUTES = 256;
  private static final int REGEXES = 16;

  private final RouteIndex prefixes = TableShape.PREFIX.table(ROUTES);
  private final RequestHead last = TableShape.PREFIX.head(ROUTES - 1);
  private final RequestHead none = TableShape.PREFIX.head(ROUTES);
  private final RouteIndex regexes = regexes();
  private final RouteIndex longRegex =
      RouteIndex.builder().add(regex("([a-z]{1,400}x?)*!")).build();
  private final RequestHead plain = TableShape.PREFIX.head(0);
  private final RequestHead hostile = hostile();

  private static RouteIndex regexes() {
    RouteIndex.Builder index = RouteIndex.builder();
    for (int i = 0; i < REGEXES; i++) {
      index.add(regex("(a|aa)+" + i + "|([a-z]+)*-" + i));
    }
    return index.build();
  }

  private static RouteMatch regex(String text) {
    FieldCondition regex = FieldCondition.regex("X-Tenant", text);
    return new RouteMatch(
        HostPattern.ANY, PathPattern.ANY, Set.of(), List.of(regex), List.of(), List.of());
  }

  private static RequestHead hostile() {
    String value = "a".repeat(FieldCondition.Regex.LONGEST_VALUE);
    return TableShape.parse("GET / HTTP/1.1\r\nHost: a\r\nX-Tenant: " + value + "\r\n\r\n");
  }

  /** The last of 256 prefixes. */
  @Benchmark
  public int lastPrefix() {
    return prefixes.find(last);
  }

  /** None of 256 prefixes. */
  @Benchmark
  public int noPrefix() {
    return prefixes.find(none);
  }

  /** None of 16 regular expressions, for a value as clients send them. */
  @Benchmark
  public int noRegex() {
    return regexes.find(plain);
  }

  /** The same, for the longest value that is looked at, made to take long. */
  @Benchmark
  public int noRegexHostile() {
    return regexes.find(hostile);
  }

  /** Not an expression with a long counted repetition, for that value. */
  @Benchmark
  public int noLongRegexHostile() {
    return longRegex.find(hostile);
  }
}
