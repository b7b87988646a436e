package dev.banyan.core.backend;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How TLS is spoken to a backend. Holds what its files held when the table was loaded, so two are
 * equal if nothing has changed. Immutable.
 *
 * @param authorities who may have signed the backend's certificate; none for those that the JDK
 *     trusts
 * @param identity what the backend is shown if it asks; null if nothing is
 * @param serverName the name that is sent and must stand in the certificate; null for the URL's
 * @param insecure whether any certificate is taken, whoever signed it and whatever name it has
 */
public record TlsSpec(
    List<X509Certificate> authorities,
    @Nullable TlsIdentity identity,
    @Nullable String serverName,
    boolean insecure) {

  /** What is trusted is what the JDK trusts, and the URL's name is verified. */
  public static final TlsSpec STANDARD = new TlsSpec(List.of(), null, null, false);

  /** Copies the list. */
  public TlsSpec {
    authorities = List.copyOf(authorities);
  }

  /** The name that is verified at an endpoint whose URL names {@code host}. */
  public String verifiedName(String host) {
    return serverName == null ? host : serverName;
  }
}
