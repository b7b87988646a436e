package dev.banyan.config;

import dev.banyan.config.document.Located;
import dev.banyan.config.document.RouteDocument;
import dev.banyan.config.document.Span;
import dev.banyan.config.document.StickyDocument;
import dev.banyan.core.http.IpAddress;
import dev.banyan.core.split.ClientNetwork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks {@code always-new} and {@code always-legacy}. Confined to the check of one route. */
final class StickyListRules {
  private final EffectiveRoute route;
  private final @Nullable RouteDocument defaults;
  private final Problems problems;

  private StickyListRules(
      EffectiveRoute route, @Nullable RouteDocument defaults, Problems problems) {
    this.route = route;
    this.defaults = defaults;
    this.problems = problems;
  }

  static void check(EffectiveRoute route, @Nullable RouteDocument defaults, Problems problems) {
    if (route.whole().newBackend() != null) {
      new StickyListRules(route, defaults, problems).check();
    }
  }

  private void check() {
    RouteDocument whole = route.whole();
    Map<String, Located<String>> toNew = check(RouteKeys.ALWAYS_NEW, whole.alwaysNew());
    Map<String, Located<String>> toLegacy = check(RouteKeys.ALWAYS_LEGACY, whole.alwaysLegacy());
    toNew.forEach((value, at) -> {
      Located<String> other = toLegacy.get(value);
      if (other != null) {
        refuseBoth(RouteKeys.ALWAYS_NEW, at, RouteKeys.ALWAYS_LEGACY, other);
      }
    });
  }

  /** The values of one list, and where each stands first. */
  private Map<String, Located<String>> check(
      Key<String> key, @Nullable List<Located<String>> values) {
    Map<String, Located<String>> first = new HashMap<>();
    if (values == null || values.isEmpty()) {
      return first;
    }
    if (!EffectiveRoute.says(route.written(), defaults, RouteKeys.STICKY)) {
      String expected = " (expected: a cookie, header or `client-ip` that the values are of)";
      String help = "add a line such as `sticky: { cookie: NAME }`";
      problems.error(at(key), "`" + key.name() + "` without `sticky`" + expected, help);
    }
    for (Located<String> value : values) {
      checkAddress(key, value);
      Located<String> earlier = first.putIfAbsent(value.value(), value);
      if (earlier != null) {
        String message = key.name() + ": " + shown(value) + " a second time";
        String where = "it stands in line " + earlier.span().line() + " already";
        problems.warning(value.span(), message, where);
      }
    }
    return first;
  }

  private void refuseBoth(Key<?> key, Located<String> at, Key<?> other, Located<String> there) {
    boolean later = at.span().start() > there.span().start();
    Located<String> last = later ? at : there;
    Located<String> early = later ? there : at;
    String message = (later ? key : other).name() + ": " + shown(last);
    String where = "`" + (later ? other : key).name() + "` in line " + early.span().line();
    String expected = " (expected: no value of " + where + ")";
    problems.error(last.span(), message + expected, "a user can be on one side only");
  }

  /** What {@code client-ip} looks like is easily written in a form that is never met. */
  private void checkAddress(Key<?> key, Located<String> value) {
    StickyDocument sticky = route.whole().sticky();
    if (sticky == null || sticky.sources().stream().noneMatch(StickyListRules::isClientIp)) {
      return;
    }
    String text = value.value();
    int slash = text.indexOf('/');
    byte[] address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    String met = address == null ? null : ClientNetwork.text(address);
    boolean alone = sticky.sources().size() == 1;
    if (address == null ? alone : !text.equals(met)) {
      String expected = "as client-ip is: 192.0.2.7, or 2001:db8:1:2::/64";
      boolean one = slash < 0 || text.endsWith("/64");
      String help = met != null && one ? Suggestions.question(met) : null;
      String message = key.name() + ": " + shown(value) + " (expected: " + expected + ")";
      problems.error(value.span(), message, help);
    }
  }

  private static boolean isClientIp(StickyDocument.Source source) {
    return source instanceof StickyDocument.ClientIp;
  }

  private Span at(Key<?> key) {
    Span own = route.written().section().keys().get(key.name());
    if (own != null || defaults == null) {
      return own == null ? route.written().section().head() : own;
    }
    return defaults.section().keys().getOrDefault(key.name(), defaults.section().head());
  }

  private static String shown(Located<String> value) {
    return Phrases.quoted(value.value());
  }
}
