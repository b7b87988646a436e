package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.backend.LinkSpec;
import dev.banyan.core.backend.TlsIdentity;
import dev.banyan.core.backend.TlsSpec;
import dev.banyan.core.http.Scheme;
import dev.banyan.testkit.TestCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of {@code tls}. */
class TlsFilesTest {
  private static TestCertificate authority;
  private static TestCertificate client;
  private static TestCertificate rsa;

  @TempDir private Path folder;

  @BeforeAll
  static void makeCertificates() {
    authority = TestCertificate.authority("ca");
    client = authority.issue("client");
    rsa = authority.issueRsa("rsa");
  }

  @BeforeEach
  void writeFiles() throws Exception {
    file("ca.pem", authority.certificatePem());
    file("client.pem", client.certificatePem() + authority.certificatePem());
    file("client.key", client.keyPem());
    file("rsa.pem", rsa.certificatePem());
    file("rsa.key", rsa.keyPem());
    file("old.pem", authority.issueExpired("old").certificatePem());
    file("locked.key", TestCertificate.pem("ENCRYPTED PRIVATE KEY", locked("secret")));
    file("secret", "secret\n");
    file("wrong", "wrong\n");
    file("empty", "");
    file("broken.pem", TestCertificate.pem("CERTIFICATE", new byte[40]));
    file("broken.key", TestCertificate.pem("PRIVATE KEY", new byte[40]));
    Files.write(folder.resolve("ca.der"), authority.certificate().getEncoded());
    Files.write(folder.resolve("client.der"), client.key().getEncoded());
  }

  private static byte[] locked(String password) throws Exception {
    String algorithm = "PBEWithHmacSHA256AndAES_256";
    byte[] salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(
        Cipher.ENCRYPT_MODE,
        SecretKeyFactory.getInstance(algorithm)
            .generateSecret(new PBEKeySpec(password.toCharArray())),
        new PBEParameterSpec(salt, 1_000, new IvParameterSpec(salt)));
    byte[] parameters = cipher.getParameters().getEncoded();
    byte[] pbes2 = HexFormat.of().parseHex("06092a864886f70d01050d");
    boolean named = HexFormat.of().formatHex(parameters).contains("2a864886f70d01050d");
    return Der.value(
        Der.SEQUENCE,
        named ? parameters : Der.value(Der.SEQUENCE, pbes2, parameters),
        Der.value(Der.OCTETS, cipher.doFinal(client.key().getEncoded())));
  }

  private void file(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  private LoadResult load(String tls) throws IOException {
    Path table = folder.resolve("routes.yaml");
    Files.writeString(
        table,
        """
        listen: 8080
        legacy: a
        backends: { a: { url: https://a.example, tls: %s } }
        """
            .formatted(tls));
    return ConfigLoader.load(table);
  }

  private static TlsSpec spec(LoadResult result) {
    LoadedTable table = result.table();
    assertNotNull(table, () -> result.problems().toString());
    return Objects.requireNonNull(
        Objects.requireNonNull(table.routing().backends().get("a")).link().tls());
  }

  @Test
  void whatTheFilesHoldIsRead() throws IOException {
    LoadResult result = load("{ ca: ca.pem, certificate: client.pem, key: client.key }");
    assertEquals(List.of(), result.problems());
    assertEquals(List.of(authority.certificate()), spec(result).authorities());
    TlsIdentity identity = Objects.requireNonNull(spec(result).identity());
    assertEquals(List.of(client.certificate(), authority.certificate()), identity.chain());
    assertEquals(client.key(), identity.key());
    assertEquals(3, result.files().size(), "files that are watched");
  }

  @Test
  void nothingOfAKeyIsPrinted() throws IOException {
    LoadResult result = load("{ certificate: rsa.pem, key: rsa.key }");
    assertTrue(spec(result).toString().contains("identity=TlsIdentity[CN=rsa]"));
    assertFalse(spec(result).toString().contains("odulus"), spec(result).toString());
  }

  @Test
  void theSpecificationsAreTheSameUnlessAFileChanged() throws IOException {
    String tls = "{ ca: ca.pem, certificate: client.pem, key: client.key, server-name: b.example }";
    TlsSpec first = spec(load(tls));
    assertEquals(first, spec(load(tls)));
    assertEquals("b.example", first.verifiedName("a.example"));
    file("ca.pem", TestCertificate.authority("ca").certificatePem());
    assertNotEquals(first, spec(load(tls)));
  }

  @Test
  void anUrlWithHttpsNeedsNoKeys() throws IOException {
    LoadResult result =
        ConfigLoader.load(
            "routes.yaml", "listen: 8080\nlegacy: a\nbackends: { a: 'https://a.example' }\n");
    assertEquals(TlsSpec.STANDARD, spec(result));
    var backend =
        Objects.requireNonNull(
            Objects.requireNonNull(result.table()).routing().backends().get("a"));
    assertEquals(443, backend.endpoints().get(0).port());
    assertEquals(Scheme.HTTPS, backend.scheme());
  }

  @Test
  void anUrlWithHttpHasNoTls() {
    LoadResult result =
        ConfigLoader.load(
            "routes.yaml",
            "listen: 8080\nlegacy: a\nbackends: { a: { url: 'http://a', resolve: never } }\n");
    LinkSpec link =
        Objects.requireNonNull(Objects.requireNonNull(result.table()).routing().backends().get("a"))
            .link();
    assertNull(link.tls());
    assertEquals(LinkSpec.Resolve.ONCE, link.resolve());
  }

  @ParameterizedTest
  @CsvSource({"RSA PRIVATE KEY, rsa, 26", "EC PRIVATE KEY, client, -1"})
  void olderFormsOfKeysAreRead(String label, String name, int offset) throws Exception {
    byte[] pkcs8 = (name.equals("rsa") ? rsa : client).key().getEncoded();
    byte[] content = offset > 0 ? tail(pkcs8, offset) : sec1(pkcs8);
    file("old-form.key", TestCertificate.pem(label, content));
    LoadResult result = load("{ certificate: " + name + ".pem, key: old-form.key }");
    TlsIdentity identity = Objects.requireNonNull(spec(result).identity());
    assertEquals(List.of(), result.problems());
    assertTrue(PrivateKeys.fit(identity.key(), identity.chain().get(0).getPublicKey()));
  }

  private static byte[] tail(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  /** As {@code openssl ecparam -genkey} writes it: with the name of the curve. */
  private static byte[] sec1(byte[] pkcs8) {
    byte[] inner = Der.find(Der.OCTETS, pkcs8);
    byte[] secret = Der.find(Der.OCTETS, inner);
    byte[] curve = HexFormat.of().parseHex("06082a8648ce3d030107");
    return Der.value(
        Der.SEQUENCE,
        Der.value(Der.INTEGER, new byte[] {1}),
        Der.value(Der.OCTETS, secret),
        Der.value(Der.FIRST, curve));
  }

  @Test
  void aKeyWithAPasswordIsRead() throws IOException {
    LoadResult result =
        load("{ certificate: client.pem, key: locked.key, key-password-file: secret }");
    assertEquals(client.key(), Objects.requireNonNull(spec(result).identity()).key());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ca: none.pem | ca: none.pem (expected: a file)",
        "ca: empty | ca: empty (expected: certificates in PEM)",
        "ca: client.key | ca: client.key (expected: certificates in PEM)",
        "ca: ca.der | ca: ca.der (expected: certificates in PEM)",
        "ca: broken.pem | ca: broken.pem (expected: certificates in PEM that are whole)",
        "ca: old.pem | ca: old.pem ended on",
        "certificate: none.pem, key: client.key | certificate: none.pem (expected: a file)",
        "certificate: client.pem, key: none.key | key: none.key (expected: a file)",
        "certificate: client.pem, key: ca.pem | key: ca.pem (expected: a private key in PEM)",
        "certificate: client.pem, key: client.der | key: client.der (expected: a private key in PEM)",
        "certificate: client.pem, key: broken.key"
            + " | key: broken.key (expected: an RSA, EC or Ed25519 key that is whole)",
        "certificate: client.pem, key: rsa.key"
            + " | key: rsa.key (expected: the key of the first certificate in client.pem)",
        "certificate: rsa.pem, key: client.key"
            + " | key: client.key (expected: the key of the first certificate in rsa.pem)",
        "certificate: ca.pem, key: client.key"
            + " | key: client.key (expected: the key of the first certificate in ca.pem)",
        "certificate: client.pem, key: locked.key"
            + " | key: locked.key (expected: a key without a password)",
        "certificate: client.pem, key: locked.key, key-password-file: wrong"
            + " | key-password-file: wrong (expected: the password of locked.key)",
        "certificate: client.pem, key: locked.key, key-password-file: empty"
            + " | key-password-file: empty (expected: the password of locked.key)",
      })
  void eachProblemIsOneClearLine(String tls, String message) throws IOException {
    List<Problem> problems = load("{ " + tls + " }").problems();
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.get(0).message().startsWith(message), problems::toString);
    String written = tls.substring(tls.lastIndexOf(": ") + 2);
    String marked = message.substring(message.indexOf(": ") + 2).split(" ", 2)[0];
    assertTrue(written.equals(marked) || tls.contains(marked), problems::toString);
  }

  @Test
  void whatIsInDerIsToldHowToBecomePem() throws IOException {
    List<Problem> problems = load("{ ca: ca.der }").problems();
    assertEquals(
        "it is DER; this turns it into PEM: `openssl x509 -inform der`", problems.get(0).help());
  }

  @Test
  void aPemFileMayHoldTextBetweenItsBlocks() throws IOException {
    file(
        "chatty.pem", "Subject: ca\r\n" + authority.certificatePem().replace("\n", "\r\n") + "end");
    assertEquals(List.of(authority.certificate()), spec(load("{ ca: chatty.pem }")).authorities());
    assertEquals(
        2,
        Pem.blocks(
                (client.keyPem() + "x" + client.certificatePem()).getBytes(StandardCharsets.UTF_8))
            .size());
  }
}
