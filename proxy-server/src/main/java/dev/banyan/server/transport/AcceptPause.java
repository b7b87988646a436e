package dev.banyan.server.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a listener that can't accept, since files or memory have run out, try again a little later:
 * who connects waits in the system's queue meanwhile, and no loop spins. Shared-safe.
 */
@Sharable
public final class AcceptPause extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptPause.class);
  private static final long MILLIS = 100;

  private static final String KEPT_BACK =
      "Too many open files, but for those that are kept for the admin port and for files";

  private final String who;
  private final boolean sparing;
  private final Set<Channel> paused = ConcurrentHashMap.newKeySet();
  private final LongAdder pauses = new LongAdder();
  private final Complaint complaint = new Complaint();

  /**
   * A pause for listeners.
   *
   * @param who is accepted by them, in the plural
   * @param sparing whether they leave the last descriptors to others
   */
  public AcceptPause(String who, boolean sparing) {
    this.who = who;
    this.sparing = sparing;
  }

  /** How many times a listener had to pause. */
  public long pauses() {
    return pauses.sum();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    pause(ctx.channel(), String.valueOf(cause.getMessage()));
  }

  /**
   * Turns a connection away whose descriptor is one of those that are kept back, and lets others
   * wait.
   *
   * @return whether it was turned away
   */
  public boolean turnedAway(Channel accepted) {
    if (!Descriptors.keptBack(accepted)) {
      return false;
    }
    Channels.close(accepted);
    pause(accepted.parent(), KEPT_BACK);
    return true;
  }

  private void pause(Channel listener, String why) {
    Channels.reading(listener, false);
    if (!paused.add(listener)) {
      return;
    }
    pauses.increment();
    var unused =
        listener.eventLoop().schedule(() -> resume(listener), MILLIS, TimeUnit.MILLISECONDS);
    if (complaint.due()) {
      LOG.warn(
          "{} can't be accepted, so they wait: {}. The limit of open files is {}: raise it"
              + " (LimitNOFILE=, ulimit -n) or lower limits.connections",
          who,
          why,
          Descriptors.limit());
    }
  }

  private void resume(Channel listener) {
    paused.remove(listener);
    if (!listener.isOpen()) {
      return;
    }
    if (sparing && Descriptors.onlyKeptBack()) {
      pause(listener, KEPT_BACK);
    } else {
      Channels.reading(listener, true);
    }
  }
}
