package dev.banyan.core.routing;

import dev.banyan.core.routing.FieldCondition.Absent;
import dev.banyan.core.routing.FieldCondition.Exact;
import dev.banyan.core.routing.FieldCondition.Prefix;
import dev.banyan.core.routing.FieldCondition.Present;
import dev.banyan.core.routing.FieldCondition.Regex;
import dev.banyan.core.routing.FieldCondition.Test;
import java.util.Collections;
import java.util.List;

/**
 * What the conditions of two routes say about each other, host and path left out. Without streams:
 * a large table asks millions of times. Stateless.
 */
final class ConditionLogic {
  private ConditionLogic() {}

  /**
   * Whether one request may meet the conditions of both. False only where that is certain; two
   * regular expressions for one name are taken to overlap.
   */
  static boolean mayOverlap(RouteMatch a, RouteMatch b) {
    boolean methods =
        a.methods().isEmpty()
            || b.methods().isEmpty()
            || !Collections.disjoint(a.methods(), b.methods());
    return methods
        && mayOverlap(a.headers(), b.headers(), true)
        && mayOverlap(a.query(), b.query(), false)
        && mayOverlap(a.cookies(), b.cookies(), false);
  }

  /** Whether no request can meet a route's own conditions. */
  static boolean contradictsItself(RouteMatch match) {
    return !mayOverlap(match, match);
  }

  /**
   * Whether every request that meets the conditions of {@code narrow} meets those of {@code wide}.
   */
  static boolean covers(RouteMatch wide, RouteMatch narrow) {
    boolean methods =
        wide.methods().isEmpty()
            || (!narrow.methods().isEmpty() && wide.methods().containsAll(narrow.methods()));
    return methods
        && covers(wide.headers(), narrow.headers(), true)
        && covers(wide.query(), narrow.query(), false)
        && covers(wide.cookies(), narrow.cookies(), false);
  }

  private static boolean mayOverlap(
      List<FieldCondition> a, List<FieldCondition> b, boolean anyCase) {
    for (FieldCondition x : a) {
      for (FieldCondition y : b) {
        if (sameName(x, y, anyCase) && disjoint(x.test(), y.test())) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean covers(
      List<FieldCondition> wide, List<FieldCondition> narrow, boolean anyCase) {
    for (FieldCondition condition : wide) {
      if (!isImplied(condition, narrow, anyCase)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isImplied(
      FieldCondition wide, List<FieldCondition> narrow, boolean anyCase) {
    for (FieldCondition condition : narrow) {
      if (sameName(wide, condition, anyCase) && implies(condition.test(), wide.test())) {
        return true;
      }
    }
    return false;
  }

  private static boolean sameName(FieldCondition a, FieldCondition b, boolean anyCase) {
    return anyCase ? a.name().equalsIgnoreCase(b.name()) : a.name().equals(b.name());
  }

  private static boolean disjoint(Test a, Test b) {
    if (a instanceof Absent || b instanceof Absent) {
      return !a.equals(b);
    }
    if (a instanceof Exact exact) {
      return !passes(exact.value(), b);
    }
    if (b instanceof Exact exact) {
      return !passes(exact.value(), a);
    }
    return a instanceof Prefix x
        && b instanceof Prefix y
        && !x.value().startsWith(y.value())
        && !y.value().startsWith(x.value());
  }

  private static boolean implies(Test narrow, Test wide) {
    if (narrow instanceof Absent || wide instanceof Absent || wide.equals(narrow)) {
      return wide.equals(narrow);
    }
    if (wide instanceof Present) {
      return true;
    }
    if (narrow instanceof Exact exact) {
      return passes(exact.value(), wide);
    }
    return narrow instanceof Prefix x
        && wide instanceof Prefix y
        && x.value().startsWith(y.value());
  }

  /** Whether a value that is there passes a test that asks for one. */
  private static boolean passes(String value, Test test) {
    if (test instanceof Exact exact) {
      return exact.value().equals(value);
    }
    if (test instanceof Prefix prefix) {
      return value.startsWith(prefix.value());
    }
    return !(test instanceof Regex regex) || regex.matches(value);
  }
}
