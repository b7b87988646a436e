package dev.banyan.server.e2e.http;

import dev.banyan.server.boot.Banyan;
import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.RawClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A proxy in a JVM of its own with little memory; it ends when its input does. */
final class SmallProxy implements AutoCloseable {
  private static final String READY = "port ";

  private final Process process;
  private final int port;

  private SmallProxy(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one in front of {@code origin} with so many MiB of heap and of direct memory. */
  static SmallProxy start(int origin, int heapMib, int directMib) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heapMib + "m",
            "-XX:MaxDirectMemorySize=" + directMib + "m",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            System.getProperty("java.class.path"),
            SmallProxy.class.getName(),
            Integer.toString(origin));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(READY)) {
        return new SmallProxy(process, Integer.parseInt(line.substring(READY.length())));
      }
    }
    throw new IOException("the small proxy ended before it listened");
  }

  RawClient client() {
    return RawClient.connect(port);
  }

  boolean alive() {
    return process.isAlive();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  /** The process: its argument is the origin's port. */
  public static void main(String[] args) throws Exception {
    String table =
        """
        listen: [{ host: 127.0.0.1, port: 0 }]
        admin: off
        access-log: off
        backends: { app: 'http://127.0.0.1:%s' }
        legacy: app
        """
            .formatted(args[0]);
    try (Banyan banyan = Banyan.start(TestProxy.load(table), new BanyanOptions(2, false))) {
      System.out.println(READY + banyan.listeners().get(0).getPort());
      while (System.in.read() >= 0) {
        // Only the end matters.
      }
    }
  }
}
