package dev.banyan.testkit.leak;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Turns Netty's leak detection to PARANOID before any class of Netty that creates a detector is
 * loaded, and keeps every report. Shared; thread-safe.
 */
public final class LeakRecording implements LauncherSessionListener {
  private static final Duration COLLECTION_LIMIT = Duration.ofSeconds(10);

  private static final Queue<String> REPORTS = new ConcurrentLinkedQueue<>();
  private static final List<RecordingLeakDetector<?>> DETECTORS = new CopyOnWriteArrayList<>();

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new RecordingFactory());
  }

  /**
   * Collects garbage, then returns the leaks reported since the last call and forgets them.
   *
   * @throws IllegalStateException if the garbage collector does not run within ten seconds
   */
  public static List<String> drain() {
    collectGarbage();
    DETECTORS.forEach(RecordingLeakDetector::poll);
    List<String> leaks = new ArrayList<>();
    for (String leak = REPORTS.poll(); leak != null; leak = REPORTS.poll()) {
      leaks.add(leak);
    }
    return leaks;
  }

  /**
   * Returns once a weak reference made here was queued, so those that were clear before are too.
   */
  private static void collectGarbage() {
    ReferenceQueue<Object> queue = new ReferenceQueue<>();
    WeakReference<Object> sentinel = new WeakReference<>(new Object(), queue);
    System.gc();
    try {
      if (queue.remove(COLLECTION_LIMIT.toMillis()) == null) {
        throw new IllegalStateException("garbage not collected within " + COLLECTION_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while garbage was collected", e);
    } finally {
      Reference.reachabilityFence(sentinel);
    }
  }

  private static final class RecordingFactory extends ResourceLeakDetectorFactory {
    @Override
    @Deprecated
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
        Class<T> resource, int samplingInterval, long maxActive) {
      return recording(resource, samplingInterval);
    }

    @Override
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
        Class<T> resource, int samplingInterval) {
      return recording(resource, samplingInterval);
    }

    private static <T> ResourceLeakDetector<T> recording(Class<T> resource, int samplingInterval) {
      RecordingLeakDetector<T> detector =
          new RecordingLeakDetector<>(resource, samplingInterval, REPORTS);
      DETECTORS.add(detector);
      return detector;
    }
  }
}
