package dev.banyan.server.admin;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the admin port. Immutable.
 *
 * @param allow the value of {@code Allow}; null for none
 * @param body not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
record AdminPage(
    HttpResponseStatus status, String contentType, @Nullable String allow, byte[] body) {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String JSON = "application/json";

  /** A page of plain text. */
  static AdminPage text(HttpResponseStatus status, String text) {
    return new AdminPage(status, TEXT, null, bytes(text));
  }

  /** A page of JSON. */
  static AdminPage json(HttpResponseStatus status, String text) {
    return new AdminPage(status, JSON, null, bytes(text));
  }

  /** The answer to a request that can't be understood. */
  static AdminPage badRequest() {
    return text(HttpResponseStatus.BAD_REQUEST, "bad request\n");
  }

  /** The answer where making a page failed. */
  static AdminPage failed() {
    return text(HttpResponseStatus.INTERNAL_SERVER_ERROR, "internal error\n");
  }

  /** The answer to a path that is not there. */
  static AdminPage notFound() {
    return text(HttpResponseStatus.NOT_FOUND, "not found\n");
  }

  /** The answer to a method other than GET and HEAD. */
  static AdminPage wrongMethod() {
    return new AdminPage(
        HttpResponseStatus.METHOD_NOT_ALLOWED,
        TEXT,
        "GET, HEAD",
        bytes("method not allowed (expected: GET or HEAD)\n"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
