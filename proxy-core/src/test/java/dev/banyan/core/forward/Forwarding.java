package dev.banyan.core.forward;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.Heads;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.routing.HostPattern;
import dev.banyan.core.routing.PathPattern;
import dev.banyan.core.routing.RouteIndex;
import dev.banyan.core.routing.RouteMatch;
import dev.banyan.core.split.Side;
import java.util.Map;

/** What one route makes of requests: matching first, then its actions, as in the proxy. */
record Forwarding(PathPattern pattern, RouteActions actions) {
  private static final Map<Variable, String> VALUES =
      Map.of(
          Variable.CLIENT_IP, "2001:db8::7",
          Variable.REQUEST_ID, "a/b+c=",
          Variable.SCHEME, "https",
          Variable.ROUTE, "orders",
          Variable.SIDE, "new");

  static Forwarding rewriting(String pattern, PathRewrite rewrite) {
    return new Forwarding(
        PathPattern.parse(pattern), RouteActions.builder().rewrite(rewrite, rewrite).build());
  }

  /** The rewrite that a word and its values spell: strip A, replace A B, template A. */
  static Forwarding rewriting(String pattern, String rewrite) {
    String[] words = rewrite.split(" ", -1);
    PathPattern path = PathPattern.parse(pattern);
    return rewriting(
        pattern,
        switch (words[0]) {
          case "strip" -> PathRewrite.stripPrefix(words[1], path);
          case "replace" -> PathRewrite.replacePrefix(words[1], words[2], path);
          default -> PathRewrite.template(words[1], path);
        });
  }

  /** The values of a request's variables. */
  static TemplateValues values(RequestHead head) {
    return variable ->
        switch (variable) {
          case HOST -> Ascii.bytes(head.host());
          case METHOD -> Ascii.bytes(head.methodToken());
          case QUERY -> {
            int start = Math.min(head.targetEnd(), head.pathEnd() + 1);
            yield Ascii.bytes(Ascii.string(head.bytes(), start, head.targetEnd()));
          }
          default -> Ascii.bytes(VALUES.getOrDefault(variable, ""));
        };
  }

  /** What is sent for a target: another, {@code 400}, or {@code other} if the route is another. */
  String target(String target) {
    RequestHead head = Heads.get("shop.example", target);
    String refused = refusal(head);
    PathRewrite rewrite = actions.rewrite(Side.NEW);
    if (!refused.isEmpty() || rewrite == null) {
      return refused;
    }
    byte[] sent = rewrite.target(head, values(head));
    return sent == null ? head.pathAndQuery() : Ascii.string(sent, 0, sent.length);
  }

  /** Why a request gets no further: {@code 400} or {@code other}; empty if it does. */
  String refusal(RequestHead head) {
    int found =
        RouteIndex.builder().add(RouteMatch.of(HostPattern.ANY, pattern)).build().find(head);
    if (found == RouteIndex.NO_MATCH) {
      return "other";
    }
    return found == RouteIndex.DISAGREE || !actions.admits(head, values(head)) ? "400" : "";
  }
}
