package dev.banyan.server.names;

import java.net.InetAddress;
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
      };

  /** A name stands for other addresses than before, or is found again after it could not be. */
  void found(String name, List<InetAddress> before, List<InetAddress> now);

  /**
   * A name can't be looked up; told once until it is found again.
   *
   * @param kept the addresses that are used on; none if none was ever known
   */
  void failing(String name, String why, List<InetAddress> kept);
}
