package dev.banyan.config;

import dev.banyan.config.YamlValue.Mapping;
import dev.banyan.config.YamlValue.Scalar;
import dev.banyan.config.document.ActionsDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.RedirectDocument;
import dev.banyan.config.document.RespondDocument;
import org.jspecify.annotations.Nullable;

/** Reads what a route does beside choosing a side. Confined to one load. */
final class ActionsReader {
  private final Problems problems;
  private final ScalarReader scalars;
  private final RewriteReader rewrites;
  private final HeadersReader headers;

  ActionsReader(Problems problems, ScalarReader scalars) {
    this.problems = problems;
    this.scalars = scalars;
    this.rewrites = new RewriteReader(problems, scalars);
    this.headers = new HeadersReader(scalars);
  }

  /** The actions of a route, with whatever of them is readable. */
  ActionsDocument read(MappingReader route) {
    return new ActionsDocument(
        rewrites.read(route), headers.read(route), redirect(route), respond(route));
  }

  private @Nullable RedirectDocument redirect(MappingReader route) {
    YamlValue value = route.value(ActionKeys.REDIRECT);
    if (value instanceof Mapping mapping) {
      MappingReader redirect = new MappingReader(mapping, ActionKeys.REDIRECTS, problems, scalars);
      redirect.require(ActionKeys.REDIRECT_TO, "add `to: /new`");
      Located<String> to = redirect.scalar(ActionKeys.REDIRECT_TO);
      Located<String> status = redirect.scalar(ActionKeys.REDIRECT_STATUS);
      return to == null ? null : new RedirectDocument(to, status);
    }
    Located<String> to = alone(route, ActionKeys.REDIRECT, value, ActionKeys.REDIRECT_TO);
    return to == null ? null : new RedirectDocument(to, null);
  }

  private @Nullable RespondDocument respond(MappingReader route) {
    YamlValue value = route.value(ActionKeys.RESPOND);
    if (value instanceof Mapping mapping) {
      MappingReader respond = new MappingReader(mapping, ActionKeys.RESPONDS, problems, scalars);
      respond.require(ActionKeys.RESPOND_STATUS, "add `status: 503`");
      Located<Integer> status = respond.scalar(ActionKeys.RESPOND_STATUS);
      Located<String> body = respond.scalar(ActionKeys.BODY);
      Located<String> type = respond.scalar(ActionKeys.TYPE);
      return status == null ? null : new RespondDocument(status, body, type);
    }
    if (value != null && !isNumber(value)) {
      String expected = "a status such as 404, or a mapping with `status`";
      String help = "write `respond: { status: 404, body: \"not here\" }`";
      scalars.refuse("respond", value, route.keyAt(ActionKeys.RESPOND), expected, help);
      return null;
    }
    Located<Integer> status = alone(route, ActionKeys.RESPOND, value, ActionKeys.RESPOND_STATUS);
    return status == null ? null : new RespondDocument(status, null, null);
  }

  private static boolean isNumber(YamlValue value) {
    return value instanceof Scalar word && word.text().matches("[0-9]+");
  }

  /** A scalar in the place of a mapping that would say no more. */
  private <T> @Nullable Located<T> alone(
      MappingReader route, Key<Void> key, @Nullable YamlValue value, Key<T> only) {
    return value == null
        ? null
        : scalars.scalar(key.name(), route.keyAt(key), value, only.scalar());
  }
}
