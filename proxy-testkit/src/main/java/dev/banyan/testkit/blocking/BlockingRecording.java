package dev.banyan.testkit.blocking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;

/**
 * Watches the threads of Netty's event loops for calls that block, and keeps each one. The call
 * itself goes on, so that a test sees what production would. Shared; thread-safe.
 *
 * <p>What Netty itself does in good order is allowed by Netty's own integration; class loading is
 * allowed by BlockHound.
 */
public final class BlockingRecording implements LauncherSessionListener {
  private static final int FRAMES_SHOWN = 25;
  private static final String NAME_LOOKUP = "java.net.Inet6AddressImpl";
  private static final String ADDRESSES = "[Ljava/net/InetAddress;";

  private static final AtomicBoolean INSTALLED = new AtomicBoolean();
  private static final Queue<String> CALLS = new ConcurrentLinkedQueue<>();

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    if (INSTALLED.compareAndSet(false, true)) {
      BlockHound.builder()
          .loadIntegrations()
          // A breaker's window is the one lock of the hot path, held for nanoseconds.
          .allowBlockingCallsInside(
              "io.github.resilience4j.core.metrics.FixedSizeSlidingWindowMetrics", "record")
          .allowBlockingCallsInside(
              "io.github.resilience4j.core.metrics.SlidingTimeWindowMetrics", "record")
          // Netty's allocator grows under this lock, a few times in a life.
          .allowBlockingCallsInside(
              "io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup", "tryExpandMagazines")
          // The end of a connection waits for the part of its handshake that is computed just now.
          .allowBlockingCallsInside("sun.security.ssl.SSLEngineImpl", "closeInbound")
          .allowBlockingCallsInside("sun.security.ssl.SSLEngineImpl", "closeOutbound")
          // What BlockHound does not know: name look-ups (JDK 17, later JDKs) and file channels.
          .markAsBlocking(NAME_LOOKUP, "lookupAllHostAddr", "(Ljava/lang/String;)" + ADDRESSES)
          .markAsBlocking(NAME_LOOKUP, "lookupAllHostAddr", "(Ljava/lang/String;I)" + ADDRESSES)
          .markAsBlocking("sun.nio.ch.FileChannelImpl", "read", "(Ljava/nio/ByteBuffer;)I")
          .markAsBlocking("sun.nio.ch.FileChannelImpl", "write", "(Ljava/nio/ByteBuffer;)I")
          .blockingMethodCallback(BlockingRecording::record)
          .install();
    }
  }

  /** Returns the calls made since the last call of this method and forgets them. */
  public static List<String> drain() {
    List<String> calls = new ArrayList<>();
    for (String call = CALLS.poll(); call != null; call = CALLS.poll()) {
      calls.add(call);
    }
    return calls;
  }

  private static void record(BlockingMethod method) {
    String stack =
        Arrays.stream(new Throwable().getStackTrace())
            .dropWhile(frame -> frame.getClassName().startsWith(BlockingRecording.class.getName()))
            .dropWhile(frame -> frame.getClassName().startsWith("reactor.blockhound."))
            .limit(FRAMES_SHOWN)
            .map(frame -> "\n\tat " + frame)
            .collect(Collectors.joining());
    CALLS.add(method + " on " + Thread.currentThread().getName() + stack);
  }
}
