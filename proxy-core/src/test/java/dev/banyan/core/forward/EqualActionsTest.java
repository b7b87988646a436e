package dev.banyan.core.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.banyan.core.routing.PathPattern;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routes that do the same have equal actions, and others have not. */
class EqualActionsTest {
  private static final PathPattern ONE = PathPattern.parse("/p/{id}");
  private static final PathPattern TWO = PathPattern.parse("/p/{id}/{part}");

  private static final List<Supplier<RouteActions>> DIFFERENT =
      List.of(
          () -> RouteActions.NONE,
          () -> rewrite(PathRewrite.stripPrefix("/p", ONE), null),
          () -> rewrite(null, PathRewrite.stripPrefix("/p", ONE)),
          () -> rewrite(null, PathRewrite.replacePrefix("/p", "/q", ONE)),
          () -> rewrite(null, PathRewrite.replacePrefix("/p", "/r", ONE)),
          () -> rewrite(null, PathRewrite.template("/v2/{id}", ONE)),
          () -> rewrite(null, PathRewrite.template("/v2/{part}", TWO)),
          () -> rewrite(null, PathRewrite.template("/v2/{id}?a={id}", ONE)),
          () -> rewrite(null, PathRewrite.template("/v2/{id}?a=1", ONE)),
          () -> fields(true, new FieldEdit.Set("X-A", value("1"))),
          () -> fields(true, new FieldEdit.Set("X-A", value("2"))),
          () -> fields(true, new FieldEdit.Set("X-A", value("{client-ip}"))),
          () -> fields(true, new FieldEdit.Add("X-A", value("1"))),
          () -> fields(true, new FieldEdit.Remove("X-A")),
          () -> fields(false, new FieldEdit.Remove("X-A")),
          () -> answer(Redirect.of(307, "/x", ONE)),
          () -> answer(Redirect.of(308, "/x", ONE)),
          () -> answer(Redirect.of(307, "https://x/x", ONE)),
          () -> answer(Redirect.of(307, "http://x/x", ONE)),
          () -> answer(Redirect.of(307, "http://x/x#y", ONE)),
          () -> answer(Redirect.of(307, "http://x/x?y", ONE)),
          () -> answer(FixedResponse.of(404)),
          () -> answer(FixedResponse.of(410)),
          () -> answer(FixedResponse.of(404, "text/plain", "a")),
          () -> answer(FixedResponse.of(404, "text/html", "a")),
          () -> answer(FixedResponse.of(404, "text/plain", "b")));

  private static RouteActions rewrite(PathRewrite legacy, PathRewrite newSide) {
    return RouteActions.builder().rewrite(legacy, newSide).build();
  }

  private static RouteActions fields(boolean ofRequests, FieldEdit edit) {
    FieldRules rules = FieldRules.of(List.of(edit));
    return RouteActions.builder()
        .fields(ofRequests ? rules : FieldRules.NONE, ofRequests ? FieldRules.NONE : rules)
        .build();
  }

  private static RouteActions answer(DirectAnswer answer) {
    return RouteActions.builder().answer(answer).build();
  }

  private static Template value(String text) {
    return Template.parse(text, Template.Place.FIELD, ONE);
  }

  @Test
  void onlyTheSameActionsAreEqual() {
    for (int i = 0; i < DIFFERENT.size(); i++) {
      RouteActions actions = DIFFERENT.get(i).get();
      assertEquals(actions, DIFFERENT.get(i).get(), "made twice: " + i);
      assertEquals(actions.hashCode(), DIFFERENT.get(i).get().hashCode(), "made twice: " + i);
      for (int j = 0; j < i; j++) {
        assertNotEquals(DIFFERENT.get(j).get(), actions, i + " and " + j);
      }
    }
  }

  @Test
  void theSameChangeOfOtherPathsIsTheSame() {
    assertEquals(
        rewrite(PathRewrite.stripPrefix("/p", ONE), null),
        rewrite(PathRewrite.stripPrefix("/p", TWO), null));
    assertEquals(
        rewrite(PathRewrite.template("/v2/{id}", ONE), null),
        rewrite(PathRewrite.template("/v2/{id}", TWO), null));
  }

  /** Whoever adds a field decides whether it counts: then this is the place to say so. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # class       | fields, those that follow from others too
          RouteActions  | answer captures legacy newSide request response
          PathRewrite   | path query
          FieldRules    | edits lines removals removed
          Template      | constant parts
          Redirect      | status target
          FixedResponse | answer status
          """)
  void everyFieldWasThoughtOf(String name, String fields) throws ClassNotFoundException {
    Class<?> type = Class.forName(EqualActionsTest.class.getPackageName() + "." + name);

    assertEquals(
        Set.of(fields.split(" ", -1)),
        Arrays.stream(type.getDeclaredFields())
            .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
            .map(field -> field.getName())
            .collect(Collectors.toSet()));
  }
}
