package dev.banyan.testkit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A name server (RFC 1035) on a loopback port, over UDP and TCP, that answers as it is told. It is
 * authoritative: of a name that it was not told of it says that there is none. Safe to share.
 */
public final class DnsServer implements AutoCloseable {
  private static final int LARGEST_QUERY = 4096;
  private static final int PORTS_TRIED = 200;

  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final Map<String, DnsEntry> entries = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private DnsServer(ServerSocket tcp, DatagramSocket udp) {
    this.tcp = tcp;
    this.udp = udp;
  }

  /** Starts a server that knows no name. */
  public static DnsServer start() {
    try {
      for (int i = 0; i < PORTS_TRIED; i++) {
        ServerSocket tcp = new ServerSocket(0, 16, RawOrigin.loopback());
        DatagramSocket udp = boundAlike(tcp);
        if (udp != null) {
          DnsServer server = new DnsServer(tcp, udp);
          server.daemon("udp", server::answerDatagrams);
          server.daemon("tcp", server::answerConnections);
          return server;
        }
        tcp.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("no port is free for both TCP and UDP");
  }

  /** A socket for datagrams on the same port; null if somebody has that already. */
  private static @Nullable DatagramSocket boundAlike(ServerSocket tcp) throws IOException {
    try {
      return new DatagramSocket(new InetSocketAddress(RawOrigin.loopback(), tcp.getLocalPort()));
    } catch (BindException e) {
      return null;
    }
  }

  private void daemon(String role, Runnable task) {
    Thread thread = new Thread(task, "dns " + role);
    thread.setDaemon(true);
    thread.start();
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(RawOrigin.loopback(), udp.getLocalPort());
  }

  /** A name has these literal addresses, IPv4 and IPv6, for so many seconds. */
  public DnsServer has(String name, int ttlSeconds, String... addresses) {
    return put(name, new DnsEntry(DnsEntry.Manner.ANSWER, ttlSeconds, null, List.of(addresses)));
  }

  /** As {@link #has}, but over UDP the answer is cut, so that TCP must be asked. */
  public DnsServer hasMany(String name, int ttlSeconds, String... addresses) {
    return put(name, new DnsEntry(DnsEntry.Manner.TRUNCATED, ttlSeconds, null, List.of(addresses)));
  }

  /**
   * As {@link #has}, but a kind of address that is not among these can't be looked up: SERVFAIL.
   */
  public DnsServer hasButFailsElse(String name, int ttlSeconds, String... addresses) {
    return put(name, new DnsEntry(DnsEntry.Manner.PARTLY, ttlSeconds, null, List.of(addresses)));
  }

  /** As {@link #has}, but nothing is said of a kind of address that is not among these. */
  public DnsServer hasButIsSilentElse(String name, int ttlSeconds, String... addresses) {
    return put(
        name, new DnsEntry(DnsEntry.Manner.PARTLY_SILENT, ttlSeconds, null, List.of(addresses)));
  }

  /** A name is an alias of another, and the other's addresses come along. */
  public DnsServer isAlias(String name, int ttlSeconds, String target) {
    return put(name, new DnsEntry(DnsEntry.Manner.ANSWER, ttlSeconds, target, List.of()));
  }

  /** The server fails to look a name up: SERVFAIL. */
  public DnsServer fails(String name) {
    return put(name, new DnsEntry(DnsEntry.Manner.FAILURE, 0, null, List.of()));
  }

  /** The server says nothing when it is asked for a name. */
  public DnsServer isSilent(String name) {
    return put(name, new DnsEntry(DnsEntry.Manner.SILENCE, 0, null, List.of()));
  }

  /** There is no such name: NXDOMAIN. */
  public DnsServer forget(String name) {
    entries.remove(name);
    return this;
  }

  private DnsServer put(String name, DnsEntry entry) {
    entries.put(name, entry);
    return this;
  }

  /** How often a name was asked for, once for each kind of address. */
  public int queries(String name) {
    return (int) asked.stream().filter(name::equals).count();
  }

  /** Every name that was asked for, in order. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private void answerDatagrams() {
    byte[] buffer = new byte[LARGEST_QUERY];
    while (!udp.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        udp.receive(packet);
        byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()), true);
        if (answer.length > 0) {
          udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        // Closed, or the peer is gone: the next one is served.
      }
    }
  }

  private void answerConnections() {
    while (!tcp.isClosed()) {
      try (Socket socket = tcp.accept()) {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] query = new byte[in.readUnsignedShort()];
        in.readFully(query);
        byte[] answer = answer(query, false);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeShort(answer.length);
        out.write(answer);
        out.flush();
      } catch (IOException e) {
        // Closed, or the peer is gone: the next one is served.
      }
    }
  }

  /** The answer to a query; empty if there is none. */
  private byte[] answer(byte[] query, boolean datagram) {
    DnsMessage message = new DnsMessage(query);
    String name = message.name().toLowerCase(Locale.ROOT);
    asked.add(name);
    DnsEntry entry = entries.get(name);
    if (entry == null) {
      return message.refusal(DnsMessage.NXDOMAIN);
    }
    return switch (entry.manner()) {
      case SILENCE -> new byte[0];
      case FAILURE -> message.refusal(DnsMessage.SERVFAIL);
      case PARTLY ->
          message.hasAnswer(entry)
              ? message.answer(entry, null)
              : message.refusal(DnsMessage.SERVFAIL);
      case PARTLY_SILENT -> message.hasAnswer(entry) ? message.answer(entry, null) : new byte[0];
      case TRUNCATED -> datagram ? message.truncated() : message.answer(entry, null);
      case ANSWER -> message.answer(entry, target(entry));
    };
  }

  private DnsEntry target(DnsEntry entry) {
    return entry.alias() == null
        ? entry
        : Objects.requireNonNullElse(entries.get(entry.alias()), entry);
  }

  @Override
  public void close() {
    udp.close();
    try {
      tcp.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
