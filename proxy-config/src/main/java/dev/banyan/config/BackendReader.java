package dev.banyan.config;

import dev.banyan.config.YamlValue.Mapping;
import dev.banyan.config.YamlValue.Scalar;
import dev.banyan.config.document.BackendDocument;
import dev.banyan.config.document.HealthDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.TlsDocument;
import dev.banyan.config.document.UrlDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one entry of {@code backends}. Confined to one load. */
final class BackendReader {
  private final Problems problems;
  private final ScalarReader scalars;

  BackendReader(Problems problems, ScalarReader scalars) {
    this.problems = problems;
    this.scalars = scalars;
  }

  /** A backend, with whatever of it is readable. */
  BackendDocument read(Located<String> name, YamlValue value) {
    if (value instanceof Mapping mapping) {
      return backend(name, new MappingReader(mapping, BackendKeys.ALL, problems, scalars));
    }
    if (value instanceof Scalar) {
      Located<UrlDocument> url =
          scalars.scalar(name.value(), name.span(), value, BackendKeys.URL.scalar());
      return alone(name, url);
    }
    String expected = "a URL, or a mapping with `urls`";
    String help = "write `" + name.value() + ": { urls: [...] }`";
    scalars.refuse(name.value(), value, name.span(), expected, help);
    return alone(name, null);
  }

  private BackendDocument backend(Located<String> name, MappingReader backend) {
    return new BackendDocument(
        name,
        urls(name, backend),
        backend.scalar(BackendKeys.HOST),
        backend.scalar(BackendKeys.CONNECT_TIMEOUT),
        backend.scalar(BackendKeys.PENDING_TIMEOUT),
        backend.scalar(BackendKeys.TIMEOUT),
        backend.scalar(BackendKeys.IDLE_TIMEOUT),
        backend.scalar(BackendKeys.STREAM_IDLE),
        backend.scalar(BackendKeys.MAX_CONNECTIONS),
        backend.scalar(BackendKeys.MAX_PENDING),
        backend.scalar(BackendKeys.CONNECTION_AUTH),
        backend.scalar(BackendKeys.REUSE),
        backend.scalar(BackendKeys.RESOLVE),
        backend.list(BackendKeys.LENIENT),
        tls(backend),
        new HealthReader(problems, scalars).read(backend));
  }

  private static @Nullable TlsDocument tls(MappingReader backend) {
    MappingReader tls = backend.mapping(BackendKeys.TLS, TlsKeys.ALL);
    return tls == null
        ? null
        : new TlsDocument(
            backend.keyAt(BackendKeys.TLS),
            tls.scalar(TlsKeys.CA),
            tls.scalar(TlsKeys.CERTIFICATE),
            tls.scalar(TlsKeys.KEY),
            tls.scalar(TlsKeys.KEY_PASSWORD_FILE),
            tls.scalar(TlsKeys.SERVER_NAME),
            tls.scalar(TlsKeys.INSECURE));
  }

  private List<Located<UrlDocument>> urls(Located<String> name, MappingReader backend) {
    Located<UrlDocument> url = backend.scalar(BackendKeys.URL);
    List<Located<UrlDocument>> urls = backend.list(BackendKeys.URLS);
    if (backend.has(BackendKeys.URL) && backend.has(BackendKeys.URLS)) {
      String message = name.value() + ": both `url` and `urls` (expected: one of them)";
      problems.error(backend.keyAt(BackendKeys.URLS), message, null);
    } else if (!backend.has(BackendKeys.URL) && !backend.has(BackendKeys.URLS)) {
      String help = "add `url: http://10.0.0.5:8080`";
      problems.error(name.span(), name.value() + ": no `url` (expected: `url` or `urls`)", help);
    } else if (urls != null && isEmptyList(backend)) {
      String message = "urls: an empty list (expected: one URL or more)";
      problems.error(backend.keyAt(BackendKeys.URLS), message, null);
    }
    if (urls != null) {
      return urls;
    }
    return url == null ? List.of() : List.of(url);
  }

  private static boolean isEmptyList(MappingReader backend) {
    return backend.value(BackendKeys.URLS) instanceof YamlValue.Sequence list
        && list.items().isEmpty();
  }

  private static BackendDocument alone(Located<String> name, @Nullable Located<UrlDocument> url) {
    List<Located<UrlDocument>> urls = url == null ? List.of() : List.of(url);
    return new BackendDocument(
        name,
        urls,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        HealthDocument.NONE);
  }
}
