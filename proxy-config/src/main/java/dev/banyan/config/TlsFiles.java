package dev.banyan.config;

import dev.banyan.config.document.BackendDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.TlsDocument;
import dev.banyan.core.backend.TlsIdentity;
import dev.banyan.core.backend.TlsSpec;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the files of {@code tls} and compiles what is in them. Confined to one load. */
final class TlsFiles {
  private static final int MOST_BYTES = 1 << 20;
  private static final int LONGEST_PASSWORD = 1 << 10;
  private static final String CERTIFICATE = "CERTIFICATE";

  private final NamedFiles files;
  private final Problems problems;
  private final Instant now = Instant.now();

  TlsFiles(NamedFiles files, Problems problems) {
    this.files = files;
    this.problems = problems;
  }

  /** How TLS is spoken to each backend with https, by its name. */
  Map<String, TlsSpec> read(List<BackendDocument> backends) {
    Map<String, TlsSpec> specs = new HashMap<>();
    for (BackendDocument backend : backends) {
      TlsDocument tls = backend.tls();
      if (tls != null) {
        specs.put(backend.name().value(), spec(tls));
      } else if (!backend.urls().isEmpty() && backend.urls().get(0).value().secure()) {
        specs.put(backend.name().value(), TlsSpec.STANDARD);
      }
    }
    return specs;
  }

  private TlsSpec spec(TlsDocument tls) {
    Located<String> name = tls.serverName();
    return new TlsSpec(
        tls.ca() == null ? List.of() : certificates("ca", tls.ca()),
        identity(tls),
        name == null ? null : name.value(),
        TlsKeys.INSECURE.valueOr(tls.insecure()));
  }

  private List<X509Certificate> certificates(String key, Located<String> written) {
    byte[] file = files.read(key, written, MOST_BYTES);
    if (file == null) {
      return List.of();
    }
    List<X509Certificate> found = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Pem block : Pem.blocks(file)) {
        if (block.label().equals(CERTIFICATE)) {
          ByteArrayInputStream in = new ByteArrayInputStream(block.bytes());
          found.add((X509Certificate) factory.generateCertificate(in));
        }
      }
    } catch (CertificateException | RuntimeException e) {
      files.refuse(key, written, "certificates in PEM that are whole", null);
      return List.of();
    }
    if (found.isEmpty()) {
      String help = "it is DER; this turns it into PEM: `openssl x509 -inform der`";
      files.refuse(key, written, "certificates in PEM", Pem.isDer(file) ? help : null);
    }
    warnOfDates(key, written, found);
    return found;
  }

  private void warnOfDates(String key, Located<String> written, List<X509Certificate> found) {
    for (X509Certificate certificate : found) {
      Instant end = certificate.getNotAfter().toInstant();
      if (end.isBefore(now)) {
        String day = LocalDate.ofInstant(end, ZoneOffset.UTC).toString();
        String shown = key + ": " + Phrases.quoted(written.value());
        problems.warning(written.span(), shown + " ended on " + day, "put the next one there");
      }
    }
  }

  private @Nullable TlsIdentity identity(TlsDocument tls) {
    Located<String> certificate = tls.certificate();
    Located<String> key = tls.key();
    if (certificate == null || key == null) {
      return null;
    }
    List<X509Certificate> chain = certificates("certificate", certificate);
    PrivateKey read = key(key, tls.keyPasswordFile());
    if (chain.isEmpty() || read == null) {
      return null;
    }
    if (!PrivateKeys.fit(read, chain.get(0).getPublicKey())) {
      String expected = "the key of the first certificate in " + certificate.value();
      files.refuse("key", key, expected, null);
    }
    return new TlsIdentity(chain, read);
  }

  private @Nullable PrivateKey key(Located<String> written, @Nullable Located<String> password) {
    byte[] file = files.read("key", written, MOST_BYTES);
    if (file == null) {
      return null;
    }
    Pem block = Pem.blocks(file).stream().filter(PrivateKeys::isKey).findFirst().orElse(null);
    if (block == null) {
      String help =
          Pem.isDer(file)
              ? "it is DER; this turns it into PEM: `openssl pkey -inform der`"
              : "this writes one: `openssl pkcs8 -topk8`";
      files.refuse("key", written, "a private key in PEM", help);
      return null;
    }
    if (block.label().equals(PrivateKeys.ENCRYPTED)) {
      return encrypted(block, written, password);
    }
    try {
      return PrivateKeys.read(block);
    } catch (GeneralSecurityException e) {
      files.refuse("key", written, "an RSA, EC or Ed25519 key that is whole", null);
      return null;
    }
  }

  private @Nullable PrivateKey encrypted(
      Pem block, Located<String> written, @Nullable Located<String> password) {
    if (password == null) {
      String help = "it is encrypted: add `key-password-file`";
      files.refuse("key", written, "a key without a password", help);
      return null;
    }
    byte[] secret = files.read("key-password-file", password, LONGEST_PASSWORD);
    if (secret == null) {
      return null;
    }
    try {
      return PrivateKeys.read(block, PrivateKeys.firstLine(secret));
    } catch (GeneralSecurityException e) {
      files.refuse("key-password-file", password, "the password of " + written.value(), null);
      return null;
    }
  }
}
