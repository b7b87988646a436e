package dev.banyan.server.backend;

import dev.banyan.core.resilience.FailureKind;
import java.time.Duration;

/** Is told of each change of what is thought of an endpoint, once. Called on an event loop. */
public interface HealthListener {
  /** An endpoint does not pass its checks. */
  void down(String backend, String endpoint, CheckResult last);

  /** An endpoint passes its checks again, or none are made any more. */
  void up(String backend, String endpoint);

  /** An endpoint is left alone for a time; {@code last} is the last failure of many in a row. */
  void ejected(String backend, String endpoint, Duration time, FailureKind last);

  /** An endpoint is not left alone any more. */
  void returned(String backend, String endpoint);

  /** No endpoint of a backend passes its checks. */
  void allDown(String backend, int endpoints);

  /** Tells nobody. */
  HealthListener NONE =
      new HealthListener() {
        @Override
        public void down(String backend, String endpoint, CheckResult last) {}

        @Override
        public void up(String backend, String endpoint) {}

        @Override
        public void ejected(String backend, String endpoint, Duration time, FailureKind last) {}

        @Override
        public void returned(String backend, String endpoint) {}

        @Override
        public void allDown(String backend, int endpoints) {}
      };
}
