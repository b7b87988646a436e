package dev.banyan.config;

import java.util.Locale;
import java.util.Set;

/** Names of cookies that frameworks set at the first visit or at login, and renew. Stateless. */
final class LoginCookies {
  private static final Set<String> LOWER_CASE =
      Set.of(
          "session",
          "sessionid",
          "session_id",
          "session-id",
          "sess",
          "sid",
          "jsessionid",
          "phpsessid",
          "asp.net_sessionid",
          ".aspnetcore.session",
          ".aspnetcore.cookies",
          ".aspnetcore.identity.application",
          ".aspxauth",
          "connect.sid",
          "laravel_session",
          "ci_session",
          "_session_id",
          "play_session",
          "rack.session",
          "auth",
          "auth_token",
          "authtoken",
          "access_token",
          "id_token",
          "token",
          "jwt",
          "remember_token",
          "remember_me",
          "remember-me",
          "login");

  private LoginCookies() {}

  /** Whether a cookie of this name is likely one; case does not count. */
  static boolean contains(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return LOWER_CASE.contains(lower.replaceFirst("^__(host|secure)-", ""));
  }
}
