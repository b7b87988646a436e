package dev.banyan.bench;

import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A request head, from bytes to its index: one as a browser sends it, one as a load generator does.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HeadBenchmark {
  private static final byte[] SMALL =
      bytes("GET /api/orders/42 HTTP/1.1\r\nHost: shop.example\r\n\r\n");

  private static final byte[] BROWSER =
      bytes(
          """
          GET /api/orders/42?expand=lines HTTP/1.1\r
          Host: shop.example\r
          Connection: keep-alive\r
          User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36\r
          Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8\r
          Accept-Encoding: gzip, deflate, br\r
          Accept-Language: en-GB,en;q=0.9\r
          Cookie: theme=dark; banyan=0123456789abcdef0123456789abcdef; basket=17\r
          Referer: https://shop.example/\r
          Sec-Fetch-Dest: document\r
          Sec-Fetch-Mode: navigate\r
          Sec-Fetch-Site: same-origin\r
          Upgrade-Insecure-Requests: 1\r
          \r
          """);

  private final HeadParser parser = new HeadParser(HeadLimits.DEFAULT);

  private static byte[] bytes(String head) {
    return head.getBytes(StandardCharsets.US_ASCII);
  }

  /** A head of two lines. */
  @Benchmark
  public @Nullable RequestHead small() {
    return parser.parseRequest(SMALL, SMALL.length);
  }

  /** A head of a browser. */
  @Benchmark
  public @Nullable RequestHead browser() {
    return parser.parseRequest(BROWSER, BROWSER.length);
  }
}
