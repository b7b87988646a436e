package dev.banyan.server.demo.shop;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of the entries that were added last. Not shared-safe. */
@SuppressWarnings("serial")
final class Newest<K, V> extends LinkedHashMap<K, V> {
  private final int most;

  /** A map of so many entries at most. */
  Newest(int most) {
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
