package dev.banyan.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandTest {
  private static final String TABLE =
      """
      listen: 8080
      backends:
        old: http://127.0.0.1:9001
        fresh: http://127.0.0.1:9002
      legacy: old
      defaults:
        timeout: 2s
        always-new:
          - zoe
          - adam
      routes:
        - name: users
          match: { path: /users/** }
          new: fresh
          share: 50%
          sticky: { cookie: uid }
        - name: limited
          match: { path: /limited }
          body-limit: 1KiB
      """;

  private static Invocation explain(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "explain";
    all[1] = "-";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return Invocation.of(TABLE, false, all);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          get http://a/                  | method: get (expected: GET; methods have a case)
          G@T http://a/                  | method: G@T (expected: a word such as GET)
          GET a/x                        | url: a/x (expected: http://HOST/PATH, or /PATH with a Host header)
          GET ftp://a/x                  | url: ftp://a/x (expected: http://HOST/PATH, or /PATH with a Host header)
          GET http:///x                  | url: http:///x (expected: a host name or an address behind ://, and a port if any)
          GET http://u@a/                | url: http://*@a/ (expected: a host name or an address behind ://, and a port if any)
          GET http://a/x#y               | url: http://a/x#y (expected: no # and what follows it: clients keep that for themselves)
          GET *                          | url: * (expected: a path; * is for OPTIONS alone)
          GET http://a/ -H X-Beta        | header: X-Beta (expected: 'Name: value')
          GET http://a/ -H X_Ünder:1     | header: X_Ünder:1 (expected: 'Name: value')
          GET http://a/ --client a       | client: a (expected: an IP address, as in 192.0.2.7)
          GET http://a/ --client 10.1    | client: 10.1 (expected: an IP address, as in 192.0.2.7)
          GET                            | missing argument: URL
          GET http://a/ x                | unknown argument: x
          """)
  void badUsageEndsWith2AndOneClearLine(String arguments, String message) {
    Invocation run = explain(arguments.split(" +"));

    String help = "; see `banyan explain --help`" + System.lineSeparator();
    assertEquals("banyan explain: " + message + help, run.err());
    assertEquals("", run.out());
    assertEquals(2, run.status());
  }

  @Test
  void aTableThatCannotBeServedEndsWith1AndItsProblems() {
    Invocation run =
        Invocation.of(
            TABLE.replace("50%", "500%"), false, "explain", "-", "GET", "http://a/users/");

    assertTrue(run.out().contains("share: 500% (expected: 0% to 100%)"), run.out());
    assertEquals(1, run.status());
  }

  /** Sorted values and lines of a list in the defaults, which routes share. */
  @Test
  void aListedUserHasTheLineOfTheValue() {
    for (String row : new String[] {"adam is listed|10", "zoe is listed|9"}) {
      String user = row.substring(0, row.indexOf(' '));
      String out = explain("GET", "http://a/users/", "-H", "Cookie: uid=" + user).out();

      assertTrue(
          hasRow(out, row.substring(0, row.indexOf('|')), "<stdin>:" + row.split("\\|", -1)[1]),
          out);
    }
  }

  private static boolean hasRow(String out, String text, String place) {
    return out.lines().anyMatch(line -> line.contains(text) && line.endsWith(place));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET /x                                                 | 400: the Host field is missing
          GET /x -H Host:a -H Host:b                             | 400: the Host field is missing, repeated
          CONNECT http://a/                                      | 501: CONNECT is not supported
          OPTIONS http://a/x -H Max-Forwards:0                   | 204: Max-Forwards is 0
          TRACE http://a/x -H Max-Forwards:0                     | 501: Max-Forwards is 0
          TRACE http://a/x -H Max-Forwards:x                     | 400: Max-Forwards can't be read
          GET http://a/x/../users/a                              | 400: servers that read the path
          GET http://a/users/../users/b%2f                       | 400: the path climbs
          GET http://a/;\\x                                      | 400: the path has both ; and \\
          POST http://a/limited -H Content-Length:1025           | 413 by route limited: the body is longer than 1KiB
          POST http://a/users -H Content-Length:1 -H Content-Length:2 | 400: Content-Length is malformed
          GET http://a/ -H Expect:x                              | 417: the expectation is not supported
          """)
  void whatIsRefusedIsExplainedToo(String arguments, String answer) {
    Invocation run = explain(arguments.replace("\\\\", "\\").split(" +"));

    assertEquals(0, run.status(), run.err());
    String summary = run.out().lines().skip(1).findFirst().orElse("");
    assertTrue(summary.startsWith("Banyan answers " + answer.replace("\\\\", "\\")), run.out());
  }

  @Test
  void aRouteWithALongNameLeavesTheColumnsAlone() {
    String table = TABLE.replace("name: users", "name: the-users-of-the-shop");
    Invocation run = Invocation.of(table, false, "explain", "-", "GET", "http://a/users/");

    assertTrue(run.out().contains("\n  the-users-of-the-shop\n"), run.out());
    assertTrue(run.out().lines().allMatch(line -> line.length() <= 100), run.out());
  }

  @Test
  void aRequestInCirclesIs508() {
    String via = "Via: " + "1.1 banyan, ".repeat(8) + "1.1 banyan";

    assertTrue(explain("GET", "http://a/", "-H", via).out().contains("Banyan answers 508: "));
  }

  @Test
  void thePathIsTakenByteForByteAndAHostHeaderWins() {
    Invocation run = explain("GET", "HTTP://a:1/users//%7e;x?q=%41", "-H", "host: b");

    assertTrue(run.out().startsWith("GET /users//%7e;x?q=%41 at b\n"), run.out());
    assertTrue(run.out().contains("b, by the Host header, not the URL"), run.out());
  }

  @Test
  void coloursOnlyOnATerminal() {
    String[] command = {"explain", "-", "GET", "http://a/users/"};

    assertTrue(Invocation.of(TABLE, true, command).out().contains("\u001b["));
    assertFalse(Invocation.of(TABLE, false, command).out().contains("\u001b"));
  }

  @Test
  void noControlCharacterOfTheRequestReachesTheTerminal() {
    Invocation run =
        explain("GET", "http://a/users/", "-H", "Cookie: uid=\u009b31m\u202eabc\u0085");

    assertTrue(run.out().contains("\ufffd31m\ufffdabc\ufffd"), run.out());
    assertTrue(
        run.out().chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f) || c > 0x9f),
        run.out());
  }
}
