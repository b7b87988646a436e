package dev.banyan.server.demo;

import dev.banyan.server.demo.view.DemoView;
import dev.banyan.server.demo.view.DemoView.Event;
import dev.banyan.server.demo.view.PlainText;
import java.io.PrintWriter;
import java.time.Duration;

/** Plain lines: each event as it happens, and one line a second in between. */
public final class PlainStage implements Stage {
  private static final Duration A_SECOND = Duration.ofMillis(950);

  private final PrintWriter out;
  private Duration nextState = Duration.ZERO;

  /** Lines on this. */
  public PlainStage(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void event(Event event) {
    print(PlainText.event(event));
  }

  @Override
  public void refresh(DemoView view) {
    if (view.elapsed().compareTo(nextState) >= 0) {
      nextState = view.elapsed().plus(A_SECOND);
      print(PlainText.state(view));
    }
  }

  @Override
  public void close() {
    out.flush();
  }

  private void print(String line) {
    out.println(line);
    out.flush();
  }
}
