package dev.banyan.server.e2e.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace with two cables to this one, as of a machine in a network of its own: one
 * stays well, the other is made to fail. Addresses are of RFC 2544's range for tests. Needs root.
 */
final class Namespace implements AutoCloseable {
  /** This machine's end of the cable that stays well. */
  static final String WELL_HERE = "198.18.1.1";

  /** The namespace's end of the cable that stays well. */
  static final String WELL_THERE = "198.18.1.2";

  /** This machine's end of the other cable. */
  static final String TROUBLED_HERE = "198.18.2.1";

  private static final String TROUBLED_THERE = "198.18.2.2";
  private static final String WELL = "bn-well";
  private static final String CABLE = "bn-cable";

  private final String name = "banyan-" + ProcessHandle.current().pid();

  private Namespace() {}

  /** Makes the namespace and both cables. */
  static Namespace create() {
    Namespace made = new Namespace();
    run("ip", "netns", "add", made.name);
    try {
      made.inside("ip", "link", "set", "lo", "up");
      made.plug(WELL, WELL_HERE, WELL_THERE);
      made.plug(CABLE, TROUBLED_HERE, TROUBLED_THERE);
      return made;
    } catch (RuntimeException e) {
      made.close();
      throw e;
    }
  }

  private void plug(String cable, String here, String there) {
    run("ip", "link", "add", cable, "type", "veth", "peer", "name", "eth-" + cable, "netns", name);
    run("ip", "address", "add", here + "/30", "dev", cable);
    run("ip", "link", "set", cable, "up");
    inside("ip", "address", "add", there + "/30", "dev", "eth-" + cable);
    inside("ip", "link", "set", "eth-" + cable, "up");
  }

  /** The command that runs another in this namespace. */
  List<String> command() {
    return List.of("ip", "netns", "exec", name);
  }

  /** What comes over the second cable is heard, and no answer leaves: nobody is told. */
  void darken() {
    run("ip", "route", "add", "blackhole", TROUBLED_THERE + "/32");
  }

  void lighten() {
    run("ip", "route", "del", "blackhole", TROUBLED_THERE + "/32");
  }

  /** There is no way over the second cable, and who tries is told at once. */
  void block() {
    inside("ip", "route", "add", "unreachable", TROUBLED_HERE + "/32");
  }

  void unblock() {
    inside("ip", "route", "del", "unreachable", TROUBLED_HERE + "/32");
  }

  void unplug() {
    run("ip", "link", "set", CABLE, "down");
  }

  void plugIn() {
    run("ip", "link", "set", CABLE, "up");
  }

  /**
   * Packets are late on the second cable, both ways, and some are lost: by netem, or by a cable so
   * thin that its short queue overflows where the kernel has no netem.
   */
  void disturb() {
    List<String> netem = List.of("netem", "delay", "30ms", "20ms", "loss", "15%");
    List<String> thin = List.of("tbf", "rate", "200kbit", "burst", "1600", "limit", "3200");
    if (disturb(netem)) {
      System.out.println("The cable is disturbed by netem.");
    } else if (disturb(thin)) {
      System.out.println("The cable is disturbed by tbf, for this kernel has no netem.");
    } else {
      throw new IllegalStateException("neither netem nor tbf");
    }
  }

  private boolean disturb(List<String> discipline) {
    List<String> here = new ArrayList<>(List.of("tc", "qdisc", "add", "dev", CABLE, "root"));
    here.addAll(discipline);
    if (status(here) != 0) {
      return false;
    }
    List<String> there = new ArrayList<>(command());
    there.addAll(List.of("tc", "qdisc", "add", "dev", "eth-" + CABLE, "root"));
    there.addAll(discipline);
    return status(there) == 0;
  }

  void calm() {
    run("tc", "qdisc", "del", "dev", CABLE, "root");
    inside("tc", "qdisc", "del", "dev", "eth-" + CABLE, "root");
  }

  private void inside(String... command) {
    List<String> whole = new ArrayList<>(command());
    whole.addAll(List.of(command));
    run(whole.toArray(String[]::new));
  }

  private static void run(String... command) {
    int status = status(List.of(command));
    if (status != 0) {
      throw new IllegalStateException(String.join(" ", command) + " ended with " + status);
    }
  }

  private static int status(List<String> command) {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Takes it away with its cables, which the kernel would else keep for a while. */
  @Override
  public void close() {
    for (String cable : List.of(WELL, CABLE)) {
      if (status(List.of("ip", "link", "show", "dev", cable)) == 0) {
        run("ip", "link", "del", cable);
      }
    }
    run("ip", "netns", "del", name);
  }
}
