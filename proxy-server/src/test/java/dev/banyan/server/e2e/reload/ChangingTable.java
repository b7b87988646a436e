package dev.banyan.server.e2e.reload;

import dev.banyan.testkit.RawOrigin;

/** Tables that differ in a little of everything from one number to the next. */
final class ChangingTable {
  private final RawOrigin legacy;
  private final RawOrigin moved;
  private final RawOrigin second;

  /**
   * Tables over three origins.
   *
   * @param second is an endpoint of new in some of them
   */
  ChangingTable(RawOrigin legacy, RawOrigin moved, RawOrigin second) {
    this.legacy = legacy;
    this.moved = moved;
    this.second = second;
  }

  /** The table of a number; those of 0 and of all multiples of 9,240 are the same. */
  String text(int number) {
    return """
    listen: [{ host: 127.0.0.1, port: 0 }%s]
    admin: off
    access-log: off
    backends:
      old: { url: 'http://127.0.0.1:%d', idle-timeout: 200ms }
      fresh: { urls: ['http://127.0.0.1:%d'%s], idle-timeout: 200ms, timeout: %ds }
      aside: { url: 'http://127.0.0.1:%d', idle-timeout: 200ms, max-connections: %d }
    legacy: old
    routes:
      - name: moved
        match: { path: /moved/** }
        new: fresh
        share: %d%%
        sticky: { cookie: user }
        timeout: %ds
        breaker: { failure-rate: %d%% }
      - { name: steady, match: { path: /steady }, new: fresh, share: 50%%, timeout: 8s }
    %s\
    """
        .formatted(
            number % 11 == 1 ? ", { host: 127.0.0.2, port: 0 }" : "",
            legacy.port(),
            moved.port(),
            number % 7 == 1 ? ", 'http://127.0.0.1:" + second.port() + "'" : "",
            number % 5 == 1 ? 7 : 8,
            second.port(),
            number % 3 == 1 ? 64 : 128,
            number * 37 % 101,
            number % 2 == 1 ? 6 : 8,
            number % 4 == 1 ? 60 : 50,
            extraRoute(number));
  }

  private static String extraRoute(int number) {
    return number % 6 == 1
        ? "  - { name: extra-" + number % 100 + ", match: { path: /moved/extra/** }, new: aside }\n"
        : "";
  }
}
