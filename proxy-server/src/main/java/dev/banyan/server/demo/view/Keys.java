package dev.banyan.server.demo.view;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Reads keys one by one, and knows the arrows from their escape sequences. */
public final class Keys {
  /** The arrow up, in the place of a character. */
  public static final char UP = '\u2191';

  /** The arrow down. */
  public static final char DOWN = '\u2193';

  private static final int ESCAPE = 0x1b;

  private Keys() {}

  /** Tells of keys until the input ends, on a daemon thread of its own. */
  public static void listen(InputStream in, Consumer<Character> listener) {
    Thread reader = new Thread(() -> read(in, listener), "banyan-demo-keys");
    reader.setDaemon(true);
    reader.start();
  }

  /** Tells of keys until the input ends. */
  static void read(InputStream in, Consumer<Character> listener) {
    try {
      for (int key = in.read(); key >= 0; key = in.read()) {
        if (key == ESCAPE) {
          readArrow(in, listener);
        } else {
          listener.accept((char) key);
        }
      }
    } catch (IOException e) {
      // The terminal is gone, and its keys with it.
    }
  }

  private static void readArrow(InputStream in, Consumer<Character> listener) throws IOException {
    int bracket = in.read();
    if (bracket != '[' && bracket != 'O') {
      return;
    }
    int arrow = in.read();
    if (arrow == 'A') {
      listener.accept(UP);
    } else if (arrow == 'B') {
      listener.accept(DOWN);
    }
  }
}
