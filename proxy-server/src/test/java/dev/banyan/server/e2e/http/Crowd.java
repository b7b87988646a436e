package dev.banyan.server.e2e.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Many connections to a proxy that ask for little and never end by themselves. They come from
 * several loopback addresses, so that ports do not run short. Confined to one thread.
 */
final class Crowd implements AutoCloseable {
  /** Files that a test keeps open beside its crowd. */
  private static final int OTHER_FILES = 1_000;

  private static final int PER_ADDRESS = 4_000;

  private final InetSocketAddress proxy;
  private final List<SocketChannel> members = new ArrayList<>();
  private final List<SocketChannel> dripping = new ArrayList<>();
  private int drops;

  Crowd(int port) {
    proxy = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /**
   * How many connections the limit of open files carries, up to {@code wanted}, if one in ten of
   * them takes a second file.
   */
  static int carried(int wanted) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      long room = (unix.getMaxFileDescriptorCount() - OTHER_FILES) * 10 / 11;
      return (int) Math.min(wanted, room);
    }
    return wanted;
  }

  /** Adds members that send this and then nothing. */
  void add(int count, String bytes) throws IOException {
    for (int i = 0; i < count; i++) {
      add(bytes, 0);
    }
  }

  /** Adds members that send this and then one byte after the other, as {@link #drip} lets them. */
  void addDripping(int count, String bytes) throws IOException {
    for (int i = 0; i < count; i++) {
      dripping.add(add(bytes, 0));
    }
  }

  /** Adds members that send this, see their answer begin, and take no more of it. */
  void addAnswered(int count, String bytes) throws IOException {
    for (int i = 0; i < count; i++) {
      SocketChannel member = add(bytes, 4 << 10);
      member.configureBlocking(true);
      member.read(ByteBuffer.allocate(1));
      member.configureBlocking(false);
    }
  }

  private SocketChannel add(String bytes, int receiveBuffer) throws IOException {
    SocketChannel member = SocketChannel.open();
    members.add(member);
    if (receiveBuffer > 0) {
      member.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
    }
    byte[] address = {127, 0, 0, (byte) (2 + members.size() / PER_ADDRESS)};
    member.bind(new InetSocketAddress(InetAddress.getByAddress(address), 0));
    member.connect(proxy);
    member.write(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    member.configureBlocking(false);
    return member;
  }

  /** Lets the next few of the dripping members send a byte; those that are cut off send no more. */
  void drip(int count) {
    for (int i = 0; i < count && !dripping.isEmpty(); i++) {
      int next = drops++ % dripping.size();
      try {
        dripping.get(next).write(ByteBuffer.wrap(new byte[] {'x'}));
      } catch (IOException e) {
        dripping.remove(next);
      }
    }
  }

  int size() {
    return members.size();
  }

  @Override
  public void close() {
    for (SocketChannel member : members) {
      try {
        member.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
