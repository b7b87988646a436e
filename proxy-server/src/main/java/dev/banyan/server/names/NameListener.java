package dev.banyan.server.names;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;

/** Is told what operators should know of names. Called on the names' thread; must not wait. */
public interface NameListener {
  /** Nobody listens. */
  NameListener NONE =
      new NameListener() {
        @Override
        public void found(String name, List<InetAddress> before, List<InetAddress> now) {}

        @Override
        public void failing(String name, String why, List<InetAddress> kept) {}

        @Override
        public void unanswered(String name, String kinds, List<InetAddress> used) {}

        @Override
        public void slow(String name, long seconds) {}

        @Override
        public void unreadable(Path file, String why) {}
      };

  /** A name stands for other addresses than before, or is found again after it could not be. */
  void found(String name, List<InetAddress> before, List<InetAddress> now);

  /**
   * A name can't be looked up; told once until it is found again.
   *
   * @param kept the addresses that are used on; none if none was ever known
   */
  void failing(String name, String why, List<InetAddress> kept);

  /**
   * No name server has an answer for a kind of address; told once until one has.
   *
   * @param kinds such as {@code IPv6}
   * @param used the addresses that are used meanwhile
   */
  void unanswered(String name, String kinds, List<InetAddress> used);

  /** A name of which no address is known yet is being looked up for so many seconds; told once. */
  void slow(String name, long seconds);

  /** A file that says how names are looked up can't be read; told once until it can. */
  void unreadable(Path file, String why);
}
