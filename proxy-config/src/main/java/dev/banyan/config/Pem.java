package dev.banyan.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One block of a PEM file (RFC 7468). Immutable. */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  private final String label;
  private final byte[] bytes;

  private Pem(String label, byte[] bytes) {
    this.label = label;
    this.bytes = bytes;
  }

  /** What it is, as in {@code CERTIFICATE}. */
  String label() {
    return label;
  }

  /** Its content, in DER; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** The blocks of a file; those that are broken are left out. */
  static List<Pem> blocks(byte[] file) {
    List<Pem> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(new String(file, StandardCharsets.ISO_8859_1));
    while (matcher.find()) {
      try {
        blocks.add(new Pem(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
      } catch (IllegalArgumentException e) {
        // A broken block is no block.
      }
    }
    return blocks;
  }

  /** Whether a file is what stands in a PEM file, but not in PEM. */
  static boolean isDer(byte[] file) {
    return file.length > 1 && file[0] == Der.SEQUENCE && blocks(file).isEmpty();
  }
}
