package dev.banyan.config;

import dev.banyan.config.document.ActionsDocument;
import dev.banyan.config.document.HeadersDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.RedirectDocument;
import dev.banyan.config.document.RespondDocument;
import dev.banyan.config.document.RewriteDocument;
import dev.banyan.config.document.RewriteDocument.PathDocument;
import dev.banyan.config.document.RewriteDocument.Replace;
import dev.banyan.config.document.RewriteDocument.Strip;
import dev.banyan.config.document.RewriteDocument.Whole;
import dev.banyan.config.document.RouteDocument;
import dev.banyan.core.forward.FixedResponse;
import dev.banyan.core.forward.PathRewrite;
import dev.banyan.core.forward.Redirect;
import dev.banyan.core.forward.RouteActions;
import dev.banyan.core.forward.Template.Place;
import dev.banyan.core.routing.PathPattern;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compiles what a route does beside choosing a side. The core says itself, in the words of a
 * problem, what it does not take. Confined to one route.
 */
final class ActionCompiler {
  private final PathPattern pattern;
  private final TemplateProblems problems;

  private final ActionsDocument actions;

  /**
   * A compiler for one route.
   *
   * @param route completed by the defaults
   * @param pattern its path
   */
  ActionCompiler(RouteDocument route, PathPattern pattern, Problems problems) {
    this.actions = route.actions();
    this.pattern = pattern;
    this.problems = new TemplateProblems(route, pattern, problems);
  }

  /** The actions, without those that are malformed, which is reported. */
  RouteActions compile() {
    RouteActions.Builder builder = RouteActions.builder();
    RewriteDocument rewrite = actions.rewrite();
    if (rewrite != null) {
      PathRewrite legacy = rewrite(rewrite.legacy());
      boolean same = Objects.equals(rewrite.newSide(), rewrite.legacy());
      builder.rewrite(legacy, same ? legacy : rewrite(rewrite.newSide()));
    }
    HeadersDocument headers = actions.headers();
    if (headers != null) {
      HeaderCompiler compiler = new HeaderCompiler(pattern, problems);
      builder.fields(
          compiler.compile(headers.request(), true), compiler.compile(headers.response(), false));
    }
    if (actions.redirect() != null) {
      redirect(actions.redirect(), builder);
    }
    if (actions.respond() != null) {
      builder.answer(respond(actions.respond()));
    }
    return builder.build();
  }

  private @Nullable PathRewrite rewrite(@Nullable PathDocument path) {
    if (path instanceof Strip strip) {
      return problems.parse(
          "strip-prefix", strip.prefix(), null, text -> PathRewrite.stripPrefix(text, pattern));
    }
    if (path instanceof Replace replace) {
      return replace(replace.from(), replace.to());
    }
    return path instanceof Whole whole
        ? problems.parse(
            "path", whole.template(), Place.PATH, text -> PathRewrite.template(text, pattern))
        : null;
  }

  private @Nullable PathRewrite replace(Located<String> from, Located<String> to) {
    boolean begins =
        problems.parse("from", from, null, text -> PathRewrite.stripPrefix(text, pattern)) != null;
    PathRewrite whole =
        problems.parse(
            "to",
            to,
            null,
            text -> PathRewrite.replacePrefix(begins ? from.value() : "/", text, pattern));
    return begins ? whole : null;
  }

  private void redirect(RedirectDocument redirect, RouteActions.Builder builder) {
    int status = Integer.parseInt(ActionKeys.REDIRECT_STATUS.valueOr(redirect.status()));
    Redirect compiled =
        problems.parse(
            "redirect", redirect.to(), Place.PATH, text -> Redirect.of(status, text, pattern));
    if (compiled != null) {
      builder.answer(compiled);
    }
  }

  private static FixedResponse respond(RespondDocument respond) {
    int status = respond.status().value();
    return respond.body() == null
        ? FixedResponse.of(status)
        : FixedResponse.of(status, ActionKeys.TYPE.valueOr(respond.type()), respond.body().value());
  }
}
