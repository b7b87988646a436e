package dev.banyan.core.forward;

import dev.banyan.core.http.Ascii;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which fields a route may change. Stateless. */
final class EditableFields {
  private static final Set<String> OF_A_CONNECTION =
      Set.of(
          "connection",
          "http2-settings",
          "keep-alive",
          "proxy",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "content-length");
  private static final Set<String> OF_THE_CLIENT =
      Set.of(
          "forwarded",
          "via",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-port",
          "x-forwarded-proto");
  private static final Map<String, String> ONLY_IN_REQUESTS =
      Map.of(
          "host", "`host: rewrite` of the backend",
          "expect", "no such edit: Banyan asks the backend itself",
          "max-forwards", "no such edit: Banyan counts it down");
  private static final Map<String, String> ONLY_IN_RESPONSES =
      Map.of("date", "no such edit: Banyan adds it where it is missing");

  private EditableFields() {}

  /** What would be right instead of a change of field {@code name}; null if it may be changed. */
  static @Nullable String refusal(String name, boolean ofRequest) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!isToken(name)) {
      return "a name without blanks, commas, colons and the like";
    }
    if (OF_A_CONNECTION.contains(lower)) {
      return "no field of a connection or a body's length: Banyan writes them itself";
    }
    if (lower.equals("x-request-id") || (ofRequest && OF_THE_CLIENT.contains(lower))) {
      return "no field that Banyan writes itself; see `trusted-proxies`";
    }
    return (ofRequest ? ONLY_IN_REQUESTS : ONLY_IN_RESPONSES).get(lower);
  }

  private static boolean isToken(String name) {
    return !name.isEmpty() && name.chars().allMatch(c -> c < 128 && Ascii.isTokenByte((byte) c));
  }
}
