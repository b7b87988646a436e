package dev.banyan.server.transport;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts servers as the JDK does, but only by the names in {@code subjectAltName}: where there is
 * no host name among them the JDK would take the common name for one, which RFC 9110 section 4.3.4
 * forbids. Shared-safe.
 */
final class NamedServers extends X509ExtendedTrustManager {
  /** The number of a host name among the kinds of names (RFC 5280 section 4.2.1.6). */
  private static final Integer HOST_NAME = 2;

  private final X509ExtendedTrustManager trust;

  private NamedServers(X509ExtendedTrustManager trust) {
    this.trust = trust;
  }

  /**
   * Trust in what these authorities have signed.
   *
   * @param authorities none for those of the JDK
   * @throws GeneralSecurityException if the JDK can't use them
   */
  static NamedServers by(List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities.isEmpty() ? null : store(authorities));
    for (TrustManager made : factory.getTrustManagers()) {
      if (made instanceof X509ExtendedTrustManager trust) {
        return new NamedServers(trust);
      }
    }
    throw new GeneralSecurityException("the JDK has no trust manager for X.509");
  }

  private static @Nullable KeyStore store(List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry(Integer.toString(i), authorities.get(i));
    }
    return store;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    trust.checkServerTrusted(chain, authType, engine);
    checkNames(chain[0], engine.getPeerHost());
  }

  private static void checkNames(X509Certificate certificate, @Nullable String host)
      throws CertificateException {
    // For a literal address the JDK asks for that address, and falls back to nothing.
    boolean literal =
        host != null && (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host));
    if (!literal && !hasHostName(certificate.getSubjectAlternativeNames())) {
      throw new CertificateException(
          "the certificate names no host in subjectAltName, and the common name of "
              + certificate.getSubjectX500Principal()
              + " does not count (RFC 9110 section 4.3.4)");
    }
  }

  private static boolean hasHostName(@Nullable Collection<List<?>> names) {
    return names != null && names.stream().anyMatch(name -> HOST_NAME.equals(name.get(0)));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("no sockets are used");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("who the server should be is not known");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("clients are not verified");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("clients are not verified");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("clients are not verified");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return trust.getAcceptedIssuers();
  }
}
