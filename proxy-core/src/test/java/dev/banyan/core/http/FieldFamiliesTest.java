package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields with many names, as the documentation lists them. */
class FieldFamiliesTest {
  private static final Set<String> CLAIMS = listed("Fields that tell of a client");
  private static final Set<String> URLS = listed("Fields that stand in for the URL");
  private static final Set<String> METHODS = listed("Fields that stand in for the method");

  /** The names in the paragraph of the page that begins so, in lower case. */
  private static Set<String> listed(String heading) {
    try {
      String page = Files.readString(Path.of("../docs/http.md"));
      String paragraph =
          Arrays.stream(page.split("\n\n", -1))
              .filter(each -> each.startsWith("**" + heading))
              .findFirst()
              .orElseThrow();
      return Pattern.compile("`([A-Za-z0-9-]+)`")
          .matcher(paragraph)
          .results()
          .map(name -> name.group(1).toLowerCase(Locale.ROOT))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The label of the family of a name in lower case that is no known field's; empty for none. */
  static String family(String lower) {
    String name = lower.replace('_', '-');
    boolean forwarded = name.startsWith("x-forwarded-") && name.length() > 12;
    if ((CLAIMS.contains(name) && !name.equals("x-real-ip"))
        || (forwarded && !TrailersFuzzTest.imitates(name))) {
      return "(client claim)";
    }
    return URLS.contains(name)
        ? "(url override)"
        : METHODS.contains(name) ? "(method override)" : "";
  }

  @Test
  void theDocumentationListsThem() {
    assertTrue(CLAIMS.size() >= 40, CLAIMS::toString);
    assertEquals(5, URLS.size());
    assertEquals(3, METHODS.size());
    assertEquals("x-real-ip", found("x-real-ip"));
    List.of(CLAIMS, URLS, METHODS)
        .forEach(names ->
            names.stream()
                .filter(name -> !name.equals("x-real-ip"))
                .forEach(name -> assertEquals(family(name), found(name))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-Foo",
        "X_Forwarded_Foo",
        "X_CLIENT_IP",
        "X-Http-METHOD_override",
        "x-rewrite_url"
      })
  void caseAndUnderscoresDoNotHideThem(String name) {
    assertFalse(family(name.toLowerCase(Locale.ROOT)).isEmpty());
    assertEquals(family(name.toLowerCase(Locale.ROOT)), found(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "X-Forwarded-", "X-Forward", "X_Forwarded_For", "X-Client-IP2", "Host-X"})
  void othersAreNone(String name) {
    assertEquals("", found(name));
  }

  private static String found(String name) {
    KnownField found = KnownField.named(name);
    return found == null ? "" : found.fieldName();
  }

  @Test
  void aRequestThatHidesItsMethodIsNoRead() {
    assertTrue(Heads.get("a", "/").isRead());
    for (String name : METHODS) {
      assertFalse(Heads.get("a", "/", name.replace('-', '_') + ": DELETE").isRead(), name);
    }
    assertFalse(Heads.of("POST", "a", "/").isRead());
  }

  @Test
  void anEditOfOneLeavesTheOthers() {
    RequestHead head = Heads.get("a", "/", "X-Client-IP: 1", "True-Client-IP: 1", "X_Client_IP: 1");
    HeaderEdits edits = HeaderEdits.builder().remove("X-Client-IP").build();

    assertTrue(edits.removes(head, 1));
    assertFalse(edits.removes(head, 2));
    assertTrue(edits.removes(head, 3));
  }

  @Test
  void noneComesAsATrailer() {
    HeadParser parser = new HeadParser(HeadLimits.DEFAULT);
    byte[] lines = Ascii.bytes("X_Original_URL: /admin\r\nX-Client-IP: 1\r\nX-Sum: 1\r\n\r\n");
    Trailers kept = parser.parseTrailers(lines, lines.length, Heads.get("a", "/"));

    assertEquals(
        "X-Sum: 1\r\n", kept == null ? "" : Ascii.string(kept.lines(), 0, kept.lines().length));
  }
}
