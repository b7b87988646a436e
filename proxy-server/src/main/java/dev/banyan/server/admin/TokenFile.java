package dev.banyan.server.admin;

import dev.banyan.config.file.BoundedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The secret of those who may change something through the admin port, in a file that is read each
 * time, so that it can be replaced while Banyan runs. Shared-safe; reading it blocks.
 */
final class TokenFile {
  private static final int SHORTEST = 16;
  private static final int MOST_BYTES = 1 << 10;

  private final Path path;

  private TokenFile(Path path) {
    this.path = path;
  }

  /**
   * A file that holds a secret.
   *
   * @throws IOException if it does not, with a message that names the key
   */
  static TokenFile of(Path path) throws IOException {
    TokenFile file = new TokenFile(path);
    file.secret();
    return file;
  }

  /**
   * Whether this is the secret; takes the same time wherever the two differ.
   *
   * @throws IOException if the file holds no secret now
   */
  boolean holds(String given) throws IOException {
    byte[] mine = digest(secret());
    return MessageDigest.isEqual(mine, digest(given));
  }

  private String secret() throws IOException {
    String secret;
    try {
      ByteBuffer content = ByteBuffer.wrap(BoundedFile.read(path, MOST_BYTES));
      secret = StandardCharsets.UTF_8.newDecoder().decode(content).toString().strip();
    } catch (CharacterCodingException e) {
      throw new IOException("admin.token-file: " + path + ": no text in UTF-8", e);
    } catch (IOException e) {
      throw new IOException("admin.token-file: " + path + ": " + BoundedFile.why(e), e);
    }
    if (secret.length() < SHORTEST) {
      throw new IOException(
          "admin.token-file: %s holds %d characters (expected: %d or more, as from `openssl rand -hex 32`)"
              .formatted(path, secret.length(), SHORTEST));
    }
    return secret;
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: unknown (expected: part of every JDK)", e);
    }
  }
}
