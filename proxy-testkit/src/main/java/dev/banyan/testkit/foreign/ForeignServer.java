package dev.banyan.testkit.foreign;

import dev.banyan.testkit.Await;
import dev.banyan.testkit.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server in another language on a loopback port. Closing it kills it and all that it started. */
public final class ForeignServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final ForeignProcess process;
  private final int port;

  private ForeignServer(ForeignProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a script, which is to listen on 127.0.0.1 and the port that is its first argument, and
   * waits until it accepts.
   *
   * @param script a file of {@code src/test/resources/foreign}
   * @throws AssertionError with what it printed, if it ends instead
   */
  public static ForeignServer start(Language language, String script, String... arguments) {
    int port = FreePort.pick();
    List<String> all = new ArrayList<>();
    all.add(Integer.toString(port));
    all.addAll(List.of(arguments));
    ForeignServer server = new ForeignServer(ForeignProcess.start(language, script, all), port);
    try {
      Await.until(script + " accepts connections", START, server::accepts);
      return server;
    } catch (AssertionError e) {
      String printed = server.printed();
      server.close();
      throw new AssertionError(e.getMessage() + "\n" + printed, e);
    }
  }

  private boolean accepts() {
    if (!process.runs()) {
      throw new AssertionError("script: ended (expected: a server)");
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** The port that it listens on. */
  public int port() {
    return port;
  }

  /** Its URL without a path. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** All that it printed so far, to both streams. */
  public String printed() {
    return process.printed();
  }

  @Override
  public void close() {
    process.close();
  }
}
