package dev.banyan.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.jspecify.annotations.Nullable;

/** Reads private keys out of PEM blocks. Stateless. */
final class PrivateKeys {
  /** PKCS #8, encrypted. */
  static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

  private static final String PLAIN = "PRIVATE KEY";
  private static final String RSA = "RSA PRIVATE KEY";
  private static final String EC = "EC PRIVATE KEY";
  private static final List<String> LABELS = List.of(PLAIN, RSA, EC, ENCRYPTED);
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");
  private static final List<String> PBES2 = List.of("PBES2", "1.2.840.113549.1.5.13");

  /**
   * OpenSSL hashes a password 2,048 times unless told otherwise, who is careful a million times.
   */
  private static final int MOST_ITERATIONS = 10_000_000;

  private static final byte[] ZERO = Der.value(Der.INTEGER, new byte[1]);
  private static final byte[] RSA_ENCRYPTION =
      HexFormat.of().parseHex("06092a864886f70d0101010500");
  private static final byte[] EC_PUBLIC_KEY = HexFormat.of().parseHex("06072a8648ce3d0201");

  private PrivateKeys() {}

  /** Whether a block holds a private key. */
  static boolean isKey(Pem block) {
    return LABELS.contains(block.label());
  }

  /**
   * Reads a key that is not encrypted.
   *
   * @throws GeneralSecurityException if it is broken, or of a kind that the JDK does not know
   */
  static PrivateKey read(Pem block) throws GeneralSecurityException {
    byte[] key = block.bytes();
    try {
      return switch (block.label()) {
        case RSA -> fromPkcs8(pkcs8(key, RSA_ENCRYPTION));
        case EC -> fromPkcs8(pkcs8(key, EC_PUBLIC_KEY, Der.find(Der.FIRST, key)));
        default -> fromPkcs8(key);
      };
    } catch (RuntimeException e) {
      // The JDK's providers throw all kinds of these for keys that are broken.
      throw new InvalidKeySpecException(e);
    }
  }

  private static byte[] pkcs8(byte[] key, byte[]... algorithm) {
    return Der.value(
        Der.SEQUENCE, ZERO, Der.value(Der.SEQUENCE, algorithm), Der.value(Der.OCTETS, key));
  }

  private static PrivateKey fromPkcs8(byte[] key) throws GeneralSecurityException {
    GeneralSecurityException last = new InvalidKeySpecException("of an unknown kind");
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key));
      } catch (GeneralSecurityException e) {
        last = e;
      }
    }
    throw last;
  }

  /**
   * Reads a key that is encrypted.
   *
   * @throws GeneralSecurityException if the password is another, or the key broken
   */
  static PrivateKey read(Pem block, char[] password) throws GeneralSecurityException {
    PBEKeySpec spec = new PBEKeySpec(password);
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(block.bytes());
      AlgorithmParameters parameters = info.getAlgParameters();
      checkWork(parameters);
      boolean named = parameters == null || !PBES2.contains(info.getAlgName());
      String algorithm = named ? info.getAlgName() : parameters.toString();
      SecretKey secret = SecretKeyFactory.getInstance(algorithm).generateSecret(spec);
      Cipher cipher = Cipher.getInstance(algorithm);
      cipher.init(Cipher.DECRYPT_MODE, secret, parameters);
      return fromPkcs8(info.getKeySpec(cipher).getEncoded());
    } catch (IOException | RuntimeException e) {
      throw new InvalidKeySpecException(e);
    } finally {
      spec.clearPassword();
    }
  }

  /** How often a password is hashed stands in the file: a damaged one would take hours. */
  private static void checkWork(@Nullable AlgorithmParameters parameters)
      throws GeneralSecurityException {
    if (parameters != null
        && parameters.getParameterSpec(PBEParameterSpec.class).getIterationCount()
            > MOST_ITERATIONS) {
      throw new InvalidKeySpecException("more than " + MOST_ITERATIONS + " iterations");
    }
  }

  /** Whether a private and a public key belong together. */
  static boolean fit(PrivateKey key, PublicKey other) {
    if (key instanceof RSAKey ours && other instanceof RSAKey theirs) {
      return ours.getModulus().equals(theirs.getModulus());
    }
    try {
      byte[] text = {1, 2, 3};
      String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "EdDSA";
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(text);
      byte[] signature = signing.sign();
      Signature checking = Signature.getInstance(algorithm);
      checking.initVerify(other);
      checking.update(text);
      return checking.verify(signature);
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  /** A password without its line end, and nothing that follows. */
  static char[] firstLine(byte[] file) {
    return new String(file, StandardCharsets.UTF_8).lines().findFirst().orElse("").toCharArray();
  }
}
