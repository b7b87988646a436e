package dev.banyan.config;

import dev.banyan.config.document.BackendDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.TlsDocument;
import dev.banyan.config.document.UrlDocument;
import org.jspecify.annotations.Nullable;

/** Checks {@code tls} of a backend, but for what is in its files. Stateless. */
final class TlsRules {
  private TlsRules() {}

  /** Reports schemes that differ, and keys that don't go together. */
  static void check(BackendDocument backend, Problems problems) {
    checkSchemes(backend, problems);
    TlsDocument tls = backend.tls();
    if (tls == null) {
      return;
    }
    if (!backend.urls().isEmpty() && !backend.urls().get(0).value().secure()) {
      String message = "tls: beside a URL with http (expected: https)";
      problems.error(tls.span(), message, "write the URL with https, or remove `tls`");
    }
    checkPair("certificate", tls.certificate(), "key", tls.key(), problems);
    checkPair("key", tls.key(), "certificate", tls.certificate(), problems);
    checkPair("key-password-file", tls.keyPasswordFile(), "key", tls.key(), problems);
    Located<Boolean> insecure = tls.insecure();
    if (insecure != null && insecure.value()) {
      warnOfInsecure(backend.name().value(), tls, insecure, problems);
    }
  }

  private static void checkSchemes(BackendDocument backend, Problems problems) {
    for (Located<UrlDocument> url : backend.urls()) {
      boolean secure = backend.urls().get(0).value().secure();
      if (url.value().secure() != secure) {
        String expected = secure ? "https" : "http";
        String message = "urls: http and https (expected: " + expected + " as in the first)";
        problems.error(url.span(), message, null);
        return;
      }
    }
  }

  private static void checkPair(
      String name,
      @Nullable Located<String> value,
      String otherName,
      @Nullable Located<String> other,
      Problems problems) {
    if (value != null && other == null) {
      String message = name + ": without `" + otherName + "` (expected: both)";
      problems.error(value.span(), message, null);
    }
  }

  private static void warnOfInsecure(
      String backend, TlsDocument tls, Located<Boolean> insecure, Problems problems) {
    problems.warning(
        insecure.span(),
        "insecure: anybody may answer for `" + backend + "`: its certificate is not verified",
        tls.ca() == null
            ? "name who signed it: `ca: ca.pem`; for another name: `server-name: name.example`"
            : "remove it: `ca` verifies the certificate");
  }
}
