package dev.banyan.core.backend;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate and its private key. Immutable.
 *
 * @param chain the certificate, and those of who signed it in their order, at least one
 * @param key fits the first certificate
 */
public record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {
  /** Copies the list. */
  public TlsIdentity {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("chain: empty (expected: one certificate or more)");
    }
  }

  /** Names the certificate, and nothing of the key. */
  @Override
  public String toString() {
    return "TlsIdentity[" + chain.get(0).getSubjectX500Principal() + "]";
  }
}
