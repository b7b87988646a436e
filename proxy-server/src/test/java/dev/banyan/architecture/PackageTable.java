package dev.banyan.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which package may use which other package and which library. Immutable.
 *
 * <p>Written as lines of {@code package | libraries it may use | packages it may use}. Names are
 * relative to {@code dev.banyan}; {@code core.*} means every package above that begins so, {@code
 * *} every package above. The JDK and JSpecify are free to all.
 */
final class PackageTable {
  private static final String ROOT = "dev.banyan.";
  private static final List<String> FREE =
      List.of("java.", "javax.", "jdk.", "com.sun.management.", "org.jspecify.");

  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Map<String, String> libraries;

  /**
   * @param table the lines, in order of dependency
   * @param libraries the package prefix of each library, by the name it has in the table
   * @throws IllegalArgumentException if a line names a package that no line above defines, or an
   *     unknown library
   */
  PackageTable(String table, Map<String, String> libraries) {
    this.libraries = libraries;
    table.lines().filter(line -> !line.isBlank()).forEach(this::add);
  }

  private void add(String line) {
    String[] cells = line.split("\\|", -1);
    if (cells.length != 3) {
      throw new IllegalArgumentException("row: " + line + " (expected: three columns)");
    }
    Set<String> packages = new TreeSet<>();
    words(cells[2]).forEach(pattern -> packages.addAll(above(pattern, line)));
    Set<String> allowed = Set.copyOf(words(cells[1]));
    if (!libraries.keySet().containsAll(allowed)) {
      throw new IllegalArgumentException(
          "row: " + line + " (expected: libraries of " + libraries + ")");
    }
    rows.put(cells[0].strip(), new Row(packages, allowed));
  }

  private Set<String> above(String pattern, String line) {
    Set<String> matches =
        rows.keySet().stream()
            .filter(name ->
                pattern.endsWith("*")
                    ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                    : name.equals(pattern))
            .collect(Collectors.toSet());
    if (matches.isEmpty()) {
      throw new IllegalArgumentException(
          "row: " + line + " (expected: packages of rows above, not " + pattern + ")");
    }
    return matches;
  }

  private static List<String> words(String cell) {
    return cell.isBlank() ? List.of() : Arrays.asList(cell.strip().split("\\s+"));
  }

  /**
   * Every use that the table does not allow, and every package that it does not know, each as a
   * line of text.
   */
  Set<String> violations(JavaClasses classes) {
    Set<String> violations = new TreeSet<>();
    for (JavaClass type : classes) {
      Row row = rows.get(relative(type));
      if (row == null) {
        violations.add(type.getPackageName() + " is not in the table");
        continue;
      }
      for (Dependency use : type.getDirectDependenciesFromSelf()) {
        JavaClass target = use.getTargetClass().getBaseComponentType();
        if (!target.isPrimitive() && !row.allows(relative(type), target, libraries)) {
          violations.add(type.getName() + " may not use " + target.getName());
        }
      }
    }
    return violations;
  }

  private static String relative(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(ROOT) ? name.substring(ROOT.length()) : name;
  }

  private record Row(Set<String> packages, Set<String> allowedLibraries) {
    boolean allows(String self, JavaClass target, Map<String, String> libraries) {
      String name = target.getName();
      if (name.startsWith(ROOT)) {
        return relative(target).equals(self) || packages.contains(relative(target));
      }
      return FREE.stream().anyMatch(name::startsWith)
          || allowedLibraries.stream().map(libraries::get).anyMatch(name::startsWith);
    }
  }
}
