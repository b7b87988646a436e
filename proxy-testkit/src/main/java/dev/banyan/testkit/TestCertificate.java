package dev.banyan.testkit;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * A certificate (RFC 5280) with its private key, made when it is needed. An authority signs others.
 * Immutable.
 */
public final class TestCertificate {
  private static final String SIGNATURE = "SHA256withECDSA";
  private static final char[] NO_PASSWORD = {};
  private static final AtomicLong SERIALS = new AtomicLong(System.nanoTime());

  private final X509Certificate certificate;
  private final PrivateKey key;
  private final @Nullable TestCertificate issuer;

  private TestCertificate(
      X509Certificate certificate, PrivateKey key, @Nullable TestCertificate issuer) {
    this.certificate = certificate;
    this.key = key;
    this.issuer = issuer;
  }

  /** An authority that has signed itself. */
  public static TestCertificate authority(String name) {
    return unchecked(() -> {
      KeyPair pair = newKey("EC");
      X500Principal subject = new X500Principal("CN=" + name);
      byte[] extensions = CertificateFields.ofAuthority();
      Duration past = Duration.ofDays(2);
      byte[] fields = fields(subject, subject, pair, past, Duration.ofDays(2), extensions);
      return new TestCertificate(signed(fields, pair.getPrivate()), pair.getPrivate(), null);
    });
  }

  /** A certificate for host names and literal addresses, signed by this authority. */
  public TestCertificate issue(String... names) {
    return issue("EC", Duration.ofDays(1), names);
  }

  /** As {@link #issue}, but it ended an hour ago. */
  public TestCertificate issueExpired(String... names) {
    return issue("EC", Duration.ofHours(-1), names);
  }

  /** As {@link #issue}, with an RSA key. */
  public TestCertificate issueRsa(String... names) {
    return issue("RSA", Duration.ofDays(1), names);
  }

  /**
   * A certificate whose subject has this common name, and which is for {@code names}; without any
   * of them it has no {@code subjectAltName}.
   */
  public TestCertificate issueCommonName(String commonName, String... names) {
    return issueAs("EC", Duration.ofDays(1), commonName, names);
  }

  private TestCertificate issue(String algorithm, Duration until, String... names) {
    return issueAs(algorithm, until, names[0], names);
  }

  private TestCertificate issueAs(
      String algorithm, Duration until, String commonName, String... names) {
    return unchecked(() -> {
      KeyPair pair = newKey(algorithm);
      X500Principal subject = new X500Principal("CN=" + commonName);
      X500Principal from = certificate.getSubjectX500Principal();
      byte[] extensions = CertificateFields.ofHost(names);
      byte[] fields = fields(from, subject, pair, Duration.ofDays(1), until, extensions);
      return new TestCertificate(signed(fields, key), pair.getPrivate(), this);
    });
  }

  private static KeyPair newKey(String algorithm) throws GeneralSecurityException {
    KeyPairGenerator keys = KeyPairGenerator.getInstance(algorithm);
    if (algorithm.equals("EC")) {
      keys.initialize(new ECGenParameterSpec("secp256r1"));
    } else {
      keys.initialize(2048);
    }
    return keys.generateKeyPair();
  }

  private static byte[] fields(
      X500Principal issuer,
      X500Principal subject,
      KeyPair pair,
      Duration since,
      Duration until,
      byte[] extensions) {
    Instant now = Instant.now();
    return CertificateFields.all(
        SERIALS.incrementAndGet(),
        issuer,
        new Instant[] {now.minus(since), now.plus(until)},
        subject,
        pair.getPublic().getEncoded(),
        extensions);
  }

  private static X509Certificate signed(byte[] fields, PrivateKey key)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(SIGNATURE);
    signature.initSign(key);
    signature.update(fields);
    byte[] whole = CertificateFields.signed(fields, signature.sign());
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(whole));
  }

  /** The certificate. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** Its private key. */
  public PrivateKey key() {
    return key;
  }

  /** The certificate as a file holds it. */
  public String certificatePem() {
    return unchecked(() -> pem("CERTIFICATE", certificate.getEncoded()));
  }

  /** The private key as a file holds it, in PKCS #8. */
  public String keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  /** A block of a PEM file. */
  public static String pem(String label, byte[] content) {
    byte[] lineEnd = {'\n'};
    String text =
        new String(Base64.getMimeEncoder(64, lineEnd).encode(content), StandardCharsets.US_ASCII);
    return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
  }

  /** What a server that shows this certificate needs; it asks clients for none. */
  public SSLContext server() {
    return server(null);
  }

  /** As {@link #server()}; clients that are asked must show what {@code clients} has signed. */
  public SSLContext server(@Nullable TestCertificate clients) {
    return unchecked(() -> {
      KeyStore mine = KeyStore.getInstance("PKCS12");
      mine.load(null, null);
      mine.setKeyEntry("key", key, NO_PASSWORD, chain());
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(mine, NO_PASSWORD);
      KeyStore theirs = KeyStore.getInstance("PKCS12");
      theirs.load(null, null);
      theirs.setCertificateEntry("ca", (clients == null ? this : clients).certificate);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(theirs);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    });
  }

  private Certificate[] chain() {
    return issuer == null
        ? new Certificate[] {certificate}
        : new Certificate[] {certificate, issuer.certificate};
  }

  private static <T> T unchecked(Call<T> call) {
    try {
      return call.run();
    } catch (Exception e) {
      throw new IllegalStateException("a test certificate can't be made", e);
    }
  }

  private interface Call<T> {
    T run() throws Exception;
  }
}
