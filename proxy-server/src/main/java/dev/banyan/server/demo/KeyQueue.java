package dev.banyan.server.demo;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keys that were pressed and not yet obeyed. Shared-safe. */
public final class KeyQueue {
  /** The key that ends the demo. */
  public static final char QUIT = 'q';

  private static final int MOST_WAITING = 100;

  private final BlockingQueue<Character> keys = new ArrayBlockingQueue<>(MOST_WAITING);

  /** Adds a key; where very many wait, somebody leans on the keyboard, and they are forgotten. */
  public void press(char key) {
    if (!keys.offer(key)) {
      keys.clear();
    }
  }

  /** Ends the demo, whatever else waits. */
  public void quit() {
    keys.clear();
    press(QUIT);
  }

  /** Takes the next key, and waits for it so long at most; null if none comes. */
  @Nullable Character next(Duration wait) throws InterruptedException {
    return keys.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
  }
}
