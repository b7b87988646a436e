package dev.banyan.server.admin;

import dev.banyan.core.explain.AskedRequest;
import dev.banyan.core.explain.Explanation;
import dev.banyan.server.explain.ExplanationJson;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Explains, as JSON, what the table that is served makes of a request. It reads only, and sends
 * nothing. Stateless.
 */
final class ExplainPage {
  private static final int MOST_PARAMETERS = 200;
  private static final Set<String> KNOWN = Set.of("method", "url", "header", "client");

  private ExplainPage() {}

  /**
   * The answer.
   *
   * @param uri path and query; {@code method} and {@code url} once, {@code client} at most once,
   *     {@code header} as often as the request has fields
   */
  static AdminPage answer(String uri, Function<AskedRequest, Explanation> explainer) {
    try {
      Explanation explanation = explainer.apply(asked(uri));
      return AdminPage.json(HttpResponseStatus.OK, ExplanationJson.of(explanation));
    } catch (BadQuestionException e) {
      return AdminPage.text(HttpResponseStatus.BAD_REQUEST, e.getMessage() + "\n");
    }
  }

  private static AskedRequest asked(String uri) throws BadQuestionException {
    try {
      QueryStringDecoder query =
          new QueryStringDecoder(uri, StandardCharsets.UTF_8, true, MOST_PARAMETERS, true);
      Map<String, List<String>> parameters = query.parameters();
      for (String name : parameters.keySet()) {
        if (!KNOWN.contains(name)) {
          throw new BadQuestionException(
              "unknown parameter: " + name + " (expected: method, url, header or client)");
        }
      }
      return AskedRequest.of(
          required(parameters, "method"),
          required(parameters, "url"),
          parameters.getOrDefault("header", List.of()),
          one(parameters, "client"));
    } catch (IllegalArgumentException e) {
      throw new BadQuestionException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String required(Map<String, List<String>> parameters, String name)
      throws BadQuestionException {
    String value = one(parameters, name);
    if (value == null) {
      throw new BadQuestionException(
          name + ": missing (expected: /explain?method=GET&url=http://shop.example/cart)");
    }
    return value;
  }

  private static @Nullable String one(Map<String, List<String>> parameters, String name)
      throws BadQuestionException {
    List<String> values = parameters.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw new BadQuestionException(name + ": given " + values.size() + " times (expected: once)");
    }
    return values.isEmpty() ? null : values.get(0);
  }

  /** What is asked can't be understood; the message says what is expected. */
  private static final class BadQuestionException extends Exception {
    private static final long serialVersionUID = 1;

    BadQuestionException(String message) {
      super(message);
    }

    BadQuestionException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
