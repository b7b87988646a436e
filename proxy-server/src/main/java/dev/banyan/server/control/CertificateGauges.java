package dev.banyan.server.control;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.backend.TlsIdentity;
import dev.banyan.core.backend.TlsSpec;
import dev.banyan.server.telemetry.Gauges;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;

/** Shows how long the certificates of a table are still good. Confined to the control thread. */
final class CertificateGauges {
  private static final double MILLIS_PER_DAY = Duration.ofDays(1).toMillis();

  private final Gauges gauges;
  private final LongSupplier wallMillis;
  private final List<Gauges.Registration> shown = new ArrayList<>();

  /**
   * Gauges of no certificates.
   *
   * @param wallMillis the time of day, in milliseconds since 1970 UTC
   */
  CertificateGauges(Gauges gauges, LongSupplier wallMillis) {
    this.gauges = gauges;
    this.wallMillis = wallMillis;
  }

  /** Shows the certificates that these backends name, and no others. */
  void serve(Collection<BackendSpec> backends) {
    shown.forEach(Gauges.Registration::close);
    shown.clear();
    for (BackendSpec backend : backends) {
      TlsSpec tls = backend.link().tls();
      if (tls != null) {
        show("backend-authority", backend.name(), tls.authorities());
        TlsIdentity identity = tls.identity();
        show("backend-identity", backend.name(), identity == null ? List.of() : identity.chain());
      }
    }
  }

  /**
   * Shows some certificates as one, the first of them to end.
   *
   * @param use what they are for
   * @param name what has them
   */
  private void show(String use, String name, List<X509Certificate> certificates) {
    long end =
        certificates.stream()
            .mapToLong(certificate -> certificate.getNotAfter().toInstant().toEpochMilli())
            .min()
            .orElse(Long.MAX_VALUE);
    if (end < Long.MAX_VALUE) {
      shown.add(
          gauges.gauge(
              "banyan_certificate_days",
              "Days until the first of these certificates ends; below 0 once it has.",
              () -> (end - wallMillis.getAsLong()) / MILLIS_PER_DAY,
              "use",
              use,
              "name",
              name));
    }
  }
}
