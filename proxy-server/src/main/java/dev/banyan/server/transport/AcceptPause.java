package dev.banyan.server.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
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

  private final String who;
  private final LongAdder pauses = new LongAdder();
  private final Complaint complaint = new Complaint();

  /**
   * A pause for listeners.
   *
   * @param who is accepted by them, in the plural
   */
  public AcceptPause(String who) {
    this.who = who;
  }

  /** How many times a listener had to pause. */
  public long pauses() {
    return pauses.sum();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Channel listener = ctx.channel();
    pauses.increment();
    Channels.reading(listener, false);
    var unused =
        listener.eventLoop().schedule(() -> resume(listener), MILLIS, TimeUnit.MILLISECONDS);
    if (complaint.due()) {
      LOG.warn(
          "{} can't be accepted, so they wait: {}. The limit of open files is {}: raise it"
              + " (LimitNOFILE=, ulimit -n) or lower limits.connections",
          who,
          cause.getMessage(),
          Descriptors.limit());
    }
  }

  private static void resume(Channel listener) {
    if (listener.isOpen()) {
      Channels.reading(listener, true);
    }
  }
}
