package dev.banyan.server.transport;

import io.netty.channel.EventLoop;
import java.security.SecureRandom;
import java.util.SplittableRandom;

/** What belongs to one event loop: its number, its timers, its random bits. Confined to it. */
public final class LoopContext {
  private final int index;
  private final EventLoop loop;
  private final Timers timers;
  private final SplittableRandom draws;
  private final SocketLook look = new SocketLook();
  private final DirectMemory memory;
  private final Faults faults;

  LoopContext(int index, EventLoop loop, DirectMemory memory, Faults faults) {
    this.index = index;
    this.loop = loop;
    this.memory = memory;
    this.faults = faults;
    this.timers = new LoopTimers(loop, faults);
    this.draws = new SplittableRandom(new SecureRandom().nextLong());
  }

  /** The loop's number, from 0. */
  public int index() {
    return index;
  }

  /** The loop. */
  public EventLoop loop() {
    return loop;
  }

  /** The loop's clock and alarms. */
  public Timers timers() {
    return timers;
  }

  /** The memory that all loops share. */
  public DirectMemory memory() {
    return memory;
  }

  /** Who is told of faults on any of the loops. */
  public Faults faults() {
    return faults;
  }

  /** What looks into sockets of the loop. */
  public SocketLook look() {
    return look;
  }

  /** Random bits for draws. */
  public long draw() {
    return draws.nextLong();
  }
}
