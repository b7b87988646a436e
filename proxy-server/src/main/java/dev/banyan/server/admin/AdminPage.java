package dev.banyan.server.admin;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer of the admin port. Immutable.
 *
 * @param field a field of the answer, by its name; empty for none
 * @param body not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
record AdminPage(
    HttpResponseStatus status, String contentType, Map<String, String> field, byte[] body) {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String JSON = "application/json";

  /** A page of plain text. */
  static AdminPage text(HttpResponseStatus status, String text) {
    return new AdminPage(status, TEXT, Map.of(), bytes(text));
  }

  /** A page of JSON. */
  static AdminPage json(HttpResponseStatus status, String text) {
    return new AdminPage(status, JSON, Map.of(), bytes(text));
  }

  /** The answer to a request that can't be understood. */
  static AdminPage badRequest() {
    return text(HttpResponseStatus.BAD_REQUEST, "bad request\n");
  }

  /** The answer where making a page failed. */
  static AdminPage failed() {
    return text(HttpResponseStatus.INTERNAL_SERVER_ERROR, "internal error\n");
  }

  /** The answer to who asks for another host (RFC 9110 section 15.5.20). */
  static AdminPage misdirected() {
    return text(
        HttpResponseStatus.MISDIRECTED_REQUEST,
        "misdirected (expected: a Host that is an address, localhost, another name without a dot,"
            + " admin.host or one of admin.hosts)\n");
  }

  /** The answer to a path that is not there. */
  static AdminPage notFound() {
    return text(HttpResponseStatus.NOT_FOUND, "not found\n");
  }

  /** The answer to a method that is none of {@code allowed}, a list with commas. */
  static AdminPage wrongMethod(String allowed) {
    return new AdminPage(
        HttpResponseStatus.METHOD_NOT_ALLOWED,
        TEXT,
        Map.of("Allow", allowed),
        bytes("method not allowed (expected: " + allowed + ")\n"));
  }

  /** The answer to who may not do that. */
  static AdminPage forbidden(String why) {
    return text(HttpResponseStatus.FORBIDDEN, "forbidden: " + why + "\n");
  }

  /** The answer to who has not shown the secret. */
  static AdminPage unauthorized() {
    return new AdminPage(
        HttpResponseStatus.UNAUTHORIZED,
        TEXT,
        Map.of("WWW-Authenticate", "Bearer"),
        bytes("unauthorized (expected: Authorization: Bearer and the secret of the token file)\n"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
