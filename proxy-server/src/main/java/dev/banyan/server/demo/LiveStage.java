package dev.banyan.server.demo;

import dev.banyan.server.demo.view.DemoView;
import dev.banyan.server.demo.view.DemoView.Event;
import dev.banyan.server.demo.view.Frame;
import dev.banyan.server.demo.view.Screen;
import java.io.PrintStream;
import java.util.Optional;

/** The live table on a terminal. */
public final class LiveStage implements Stage {
  private final Screen screen;
  private final boolean colour;

  private LiveStage(Screen screen, boolean colour) {
    this.screen = screen;
    this.colour = colour;
  }

  /**
   * Takes the terminal over; empty if it can't be. However the JVM ends, it is given back.
   *
   * @param out prints to the terminal
   */
  public static Optional<Stage> open(PrintStream out, boolean colour) {
    Optional<Screen> opened = Screen.open(out);
    opened.ifPresent(screen ->
        Runtime.getRuntime().addShutdownHook(new Thread(screen::close, "banyan-demo-screen")));
    return opened.map(screen -> new LiveStage(screen, colour));
  }

  @Override
  public void event(Event event) {
    // The next frame holds it.
  }

  @Override
  public void refresh(DemoView view) {
    Screen.Size size = screen.size();
    screen.show(Frame.draw(view, size.width(), size.height(), colour));
  }

  @Override
  public void close() {
    screen.close();
  }
}
