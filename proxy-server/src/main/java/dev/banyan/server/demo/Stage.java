package dev.banyan.server.demo;

import dev.banyan.server.demo.view.DemoView;
import dev.banyan.server.demo.view.DemoView.Event;

/** Where the demo shows itself. Called on the demo's thread only. */
public interface Stage extends AutoCloseable {
  /** Shows something that has just happened. */
  void event(Event event);

  /** Shows the state of everything, about once a second. */
  void refresh(DemoView view);

  /** Gives the terminal back. From any thread, more than once. */
  @Override
  void close();
}
