package dev.banyan.config;

import java.util.List;

/** The keys of {@code errors}. */
final class ErrorsKeys {
  static final Key<String> HTML =
      Key.of("html", new FilePaths("pages/error.html"), "", "The page for browsers, in HTML.");
  static final Key<String> JSON =
      Key.of(
          "json", new FilePaths("pages/error.json"), "", "The answer for everybody else, in JSON.");

  static final KeyTable ALL =
      new KeyTable(
          "errors",
          "Pages of your own for the errors that Banyan itself answers with, never in place of a"
              + " backend's answer. Files of UTF-8 up to 64 KiB, relative to the folder of the table;"
              + " `{status}`, `{reason}` and `{request-id}` are filled in.",
          List.of(HTML, JSON),
          List.of());

  static final KeyTable OF_STATUS =
      new KeyTable(
          "errors.STATUS",
          "What a status such as `503`, or a class, `4xx` or `5xx`, has of its own. A status goes"
              + " before its class, a class before all.",
          List.of(HTML, JSON),
          List.of());

  private ErrorsKeys() {}
}
