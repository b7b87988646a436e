package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.banyan.config.document.Located;
import dev.banyan.config.document.RouteDocument;
import dev.banyan.config.document.Span;
import dev.banyan.config.document.TableDocument;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A value's offsets are those of its text, so that a tool can change it in place. */
class OffsetsTest {
  private static final String TABLE =
      """
      # 😀 größe
      listen: 8080
      backends:
        old: http://127.0.0.1:9001   # 日本語
        new: { urls: [ "http://127.0.0.1:9002", http://127.0.0.1:9003 ] }
      legacy: old
      routes:
        - name: 'orders'
          match:
            path: /größe/😀
          new: new

          share: 10%   # a comment
          sticky: client-ip
          timeout: 1s

        # the end
      """;

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void scalarsStandWhereTheirOffsetsSay(String lineEnd) {
    String text = TABLE.replace("\n", lineEnd);
    TableDocument table = read(text);
    RouteDocument route = table.routes().get(0);
    assertEquals("10%", slice(text, Objects.requireNonNull(route.share()).span()));
    assertEquals("'orders'", slice(text, Objects.requireNonNull(route.name()).span()));
    assertEquals("1s", slice(text, Objects.requireNonNull(route.timeout()).span()));
    assertEquals(
        "http://127.0.0.1:9001", slice(text, table.backends().get(0).urls().get(0).span()));
    Located<?> quoted = table.backends().get(1).urls().get(0);
    assertEquals("\"http://127.0.0.1:9002\"", slice(text, quoted.span()));
    assertEquals(13, Objects.requireNonNull(route.share()).span().line());
    assertEquals(12, Objects.requireNonNull(route.share()).span().column());
  }

  @Test
  void columnsCountCharactersAndNotUnits() {
    String text = TABLE.replace("legacy: old", "\"legacy\": odl # 😀").replace("# 😀 gr", "# gr");
    Problem problem =
        ConfigLoader.load("routes.yaml", text.replace("new: new", "new: 😀")).problems().get(0);
    assertEquals("routes.yaml:6:11", problem.toString().substring(0, 16));
  }

  @Test
  void aBlockEndsWithItsLastValue() {
    TableDocument table = read(TABLE);
    String route = slice(TABLE, table.routes().get(0).section().span());
    assertEquals(true, route.startsWith("name: 'orders'") && route.endsWith("timeout: 1s"));
  }

  @Test
  void oneValueCanBeChangedInPlace() {
    Span share = Objects.requireNonNull(read(TABLE).routes().get(0).share()).span();
    String changed = TABLE.substring(0, share.start()) + "25.5%" + TABLE.substring(share.end());
    LoadResult result = ConfigLoader.load("routes.yaml", changed);
    assertEquals(List.of(), result.problems());
    assertNotNull(result.table());
    assertEquals(2550, result.table().routing().routes().get(0).split().reads());
    assertEquals(TABLE.replace("share: 10%", "share: 25.5%"), changed);
  }

  private static String slice(String text, Span span) {
    return text.substring(span.start(), span.end());
  }

  private static TableDocument read(String text) {
    SourceText source = new SourceText("routes.yaml", text);
    Problems problems = new Problems(source);
    TableDocument table = TableReader.read(source, problems);
    assertEquals(List.of(), problems.inFileOrder());
    return Objects.requireNonNull(table);
  }
}
