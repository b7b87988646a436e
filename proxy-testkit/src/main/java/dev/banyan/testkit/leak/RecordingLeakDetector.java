package dev.banyan.testkit.leak;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakTracker;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A leak detector that hands its reports to the tests instead of a log. Shared; thread-safe. */
final class RecordingLeakDetector<T> extends ResourceLeakDetector<T> {
  private final Queue<String> reports;

  RecordingLeakDetector(Class<?> resource, int samplingInterval, Queue<String> reports) {
    super(resource, samplingInterval);
    this.reports = reports;
  }

  /**
   * Reports what the garbage collector has found since; else Netty does so at the next allocation.
   */
  void poll() {
    @SuppressWarnings("unchecked") // the detector only watches it, and never uses it as a T
    T probe = (T) new ConcurrentLinkedQueue<>();
    ResourceLeakTracker<T> tracker = trackForcibly(probe);
    tracker.close(probe);
  }

  @Override
  protected boolean needReport() {
    return true;
  }

  @Override
  protected void reportTracedLeak(String resource, String records) {
    reports.add("never released: " + resource + records);
  }

  @Override
  protected void reportUntracedLeak(String resource) {
    reports.add("never released: " + resource + " (no trace)");
  }
}
