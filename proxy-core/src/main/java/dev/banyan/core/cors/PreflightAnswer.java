package dev.banyan.core.cors;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.FieldVisitor;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.ResponseHead;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads an answer to a CORS preflight as a browser does (Fetch standard, CORS check and
 * CORS-preflight fetch). Confined to one answer.
 */
public final class PreflightAnswer {
  private static final String ALLOW = "access-control-allow-";
  private static final String ALL = "*";

  /** The methods that need not be allowed. */
  private static final Set<String> SAFELISTED = Set.of("GET", "HEAD", "POST");

  /** The field that {@code *} does not stand for. */
  private static final String AUTHORIZATION = "authorization";

  private final List<String> origins = new ArrayList<>();
  private final List<String> credentials = new ArrayList<>();
  private final List<String> privateNetworks = new ArrayList<>();
  private final Set<String> methods = new HashSet<>();
  private final Set<String> headers = new HashSet<>();

  private PreflightAnswer() {}

  /**
   * How much of what {@code preflight} asks for is allowed.
   *
   * @param edits what is changed of the answer on its way to the client
   */
  public static Allowance of(RequestHead preflight, ResponseHead answer, HeaderEdits edits) {
    if (answer.status() < 200 || answer.status() > 299) {
      return Allowance.NONE;
    }
    PreflightAnswer read = new PreflightAnswer();
    FieldVisitor.visit(answer, edits, read::take);
    FieldVisitor.visit(edits.addedLines(), read::take);
    return read.allowance(preflight);
  }

  private void take(int i, byte[] bytes, int nameStart, int nameEnd, int valueStart, int valueEnd) {
    int rest = nameStart + ALLOW.length();
    if (rest >= nameEnd || !Ascii.equalsIgnoreCase(ALLOW, bytes, nameStart, rest)) {
      return;
    }
    String value = Ascii.string(bytes, valueStart, valueEnd);
    switch (Ascii.string(bytes, rest, nameEnd).toLowerCase(Locale.ROOT)) {
      case "origin" -> origins.add(value);
      case "credentials" -> credentials.add(value);
      case "private-network" -> privateNetworks.add(value);
      case "methods" -> addAll(methods, value);
      case "headers" -> addAll(headers, value.toLowerCase(Locale.ROOT));
      default -> {}
    }
  }

  private static void addAll(Set<String> words, String list) {
    for (String word : list.split(",", -1)) {
      words.add(word.strip());
    }
  }

  private Allowance allowance(RequestHead preflight) {
    List<String> origin = values(preflight, "origin");
    boolean exact = origins.size() == 1 && origin.equals(origins);
    boolean any = origins.equals(List.of(ALL));
    List<String> network = values(preflight, "access-control-request-private-network");
    boolean reached = !network.contains("true") || privateNetworks.equals(List.of("true"));
    if ((!exact && !any) || !reached) {
      return Allowance.NONE;
    }
    String method = values(preflight, "access-control-request-method").get(0);
    Set<String> names = new HashSet<>();
    values(preflight, "access-control-request-headers")
        .forEach(list -> addAll(names, list.toLowerCase(Locale.ROOT)));
    names.remove("");
    boolean named =
        (SAFELISTED.contains(method) || methods.contains(method)) && headers.containsAll(names);
    if (named && exact && credentials.equals(List.of("true"))) {
      return Allowance.CREDENTIALED;
    }
    return named || coveredByStars(method, names) ? Allowance.PLAIN : Allowance.NONE;
  }

  /** Without credentials {@code *} stands for all methods and nearly all fields. */
  private boolean coveredByStars(String method, Set<String> names) {
    boolean allMethods = methods.contains(ALL) || methods.contains(method);
    Set<String> left = new HashSet<>(names);
    if (headers.contains(ALL)) {
      left.removeIf(name -> !name.equals(AUTHORIZATION));
    }
    return (allMethods || SAFELISTED.contains(method)) && headers.containsAll(left);
  }

  private static List<String> values(RequestHead head, String name) {
    List<String> values = new ArrayList<>();
    for (int i = head.next(name, 0); i >= 0; i = head.next(name, i + 1)) {
      values.add(head.value(i));
    }
    return values;
  }
}
