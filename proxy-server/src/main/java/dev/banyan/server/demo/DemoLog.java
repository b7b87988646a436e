package dev.banyan.server.demo;

import dev.banyan.server.demo.view.DemoView.Event;
import dev.banyan.server.demo.view.DemoView.Tone;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** What has happened so far: the newest events. Confined to one thread. */
final class DemoLog {
  private static final int MOST_EVENTS = 100;

  private final Deque<Event> events = new ArrayDeque<>();
  private final Consumer<Event> listener;
  private final long beganNanos = System.nanoTime();

  /** A log that begins now. */
  DemoLog(Consumer<Event> listener) {
    this.listener = listener;
  }

  /** The time since it began. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - beganNanos);
  }

  /** Adds what happens now. */
  void add(Tone tone, String text) {
    Event event = new Event(elapsed(), tone, text);
    events.addLast(event);
    if (events.size() > MOST_EVENTS) {
      events.removeFirst();
    }
    listener.accept(event);
  }

  /** The newest events, the newest last. */
  List<Event> events() {
    return List.copyOf(events);
  }
}
