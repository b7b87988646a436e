package dev.banyan.config;

import dev.banyan.config.document.HeadersDocument.Edits;
import dev.banyan.config.document.HeadersDocument.Value;
import dev.banyan.config.document.Located;
import dev.banyan.core.forward.FieldEdit;
import dev.banyan.core.forward.FieldRules;
import dev.banyan.core.forward.Template;
import dev.banyan.core.forward.Template.Place;
import dev.banyan.core.routing.PathPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles the changes of the headers of one kind of message. Confined to one route. */
final class HeaderCompiler {
  private final PathPattern pattern;
  private final TemplateProblems problems;

  HeaderCompiler(PathPattern pattern, TemplateProblems problems) {
    this.pattern = pattern;
    this.problems = problems;
  }

  /** The changes, without those that are malformed, which is reported. */
  FieldRules compile(Edits edits, boolean ofRequest) {
    List<FieldEdit> compiled = new ArrayList<>();
    Map<String, Located<String>> seen = new HashMap<>();
    for (Located<String> name : edits.remove()) {
      if (check("remove", name, ofRequest, seen)) {
        compiled.add(new FieldEdit.Remove(name.value()));
      }
    }
    for (Value set : edits.set()) {
      Template value = value(set);
      if (check("set", set.name(), ofRequest, seen) && value != null) {
        compiled.add(new FieldEdit.Set(set.name().value(), value));
      }
    }
    for (Value add : edits.add()) {
      Template value = value(add);
      if (check("add", add.name(), ofRequest, seen) && value != null) {
        compiled.add(new FieldEdit.Add(add.name().value(), value));
      }
    }
    return FieldRules.of(compiled);
  }

  private boolean check(
      String key, Located<String> name, boolean ofRequest, Map<String, Located<String>> seen) {
    Located<String> first = seen.putIfAbsent(name.value().toLowerCase(Locale.ROOT), name);
    if (first != null && !first.equals(name)) {
      String where = " (expected: once; it stands in line " + first.span().line() + " too)";
      problems.error(name, key + ": " + name.value() + where);
      return false;
    }
    return problems.parse(key, name, null, text -> checked(text, ofRequest)) != null;
  }

  private static String checked(String name, boolean ofRequest) {
    FieldEdit.check(name, ofRequest);
    return name;
  }

  private @Nullable Template value(Value field) {
    return problems.parse(
        field.name().value(),
        field.value(),
        Place.FIELD,
        text -> Template.parse(text, Place.FIELD, pattern));
  }
}
