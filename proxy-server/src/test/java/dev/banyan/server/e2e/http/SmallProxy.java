package dev.banyan.server.e2e.http;

import dev.banyan.server.boot.Banyan;
import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.server.telemetry.MetricsText;
import dev.banyan.testkit.RawClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A proxy in a JVM of its own with little memory; it ends when its input does. */
final class SmallProxy implements AutoCloseable {
  private static final String READY = "ports ";
  private static final String MEMORY = "memory ";

  private final Process process;
  private final BufferedReader out;
  private final int port;
  private final int adminPort;

  private SmallProxy(Process process, BufferedReader out, String[] ports) {
    this.process = process;
    this.out = out;
    this.port = Integer.parseInt(ports[0]);
    this.adminPort = Integer.parseInt(ports[1]);
  }

  /** Starts one in front of {@code origin} with so many MiB of heap and of direct memory. */
  static SmallProxy start(int origin, int heapMib, int directMib) throws IOException {
    String table = "backends: { app: 'http://127.0.0.1:" + origin + "' }\nlegacy: app\n";
    return start(table, heapMib, directMib);
  }

  /** Starts one with a table that has no listeners. */
  static SmallProxy start(String table, int heapMib, int directMib) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heapMib + "m",
            "-XX:MaxDirectMemorySize=" + directMib + "m",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            System.getProperty("java.class.path"),
            SmallProxy.class.getName(),
            table);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    return new SmallProxy(process, out, lineOf(out, READY).split(" ", 2));
  }

  private static String lineOf(BufferedReader out, String word) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(word)) {
        return line.substring(word.length());
      }
    }
    throw new IOException("the small proxy ended before it said: " + word);
  }

  /** What it holds after a collection. */
  record Memory(long heapBytes, long directBytes) {}

  Memory memory() throws IOException {
    process.getOutputStream().write('m');
    process.getOutputStream().flush();
    String[] said = lineOf(out, MEMORY).split(" ", 2);
    return new Memory(Long.parseLong(said[0]), Long.parseLong(said[1]));
  }

  MetricsText metrics() {
    try (RawClient client = RawClient.connect(adminPort).timeout(Edge.SOON)) {
      client.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      return MetricsText.parse(client.readResponse().text());
    }
  }

  int port() {
    return port;
  }

  RawClient client() {
    return RawClient.connect(port);
  }

  boolean alive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  /** The process: its argument is the table. */
  public static void main(String[] args) throws Exception {
    String frame =
        """
        listen: [{ host: 127.0.0.1, port: 0 }]
        admin: { port: 0 }
        access-log: off
        """;
    try (Banyan banyan =
        Banyan.start(TestProxy.load(frame + args[0]), new BanyanOptions(2, false))) {
      System.out.println(
          READY + banyan.listeners().get(0).getPort() + " " + banyan.admin().getPort());
      while (System.in.read() >= 0) {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        System.out.println(MEMORY + heap + " " + DirectMemory.used());
      }
    }
  }
}
