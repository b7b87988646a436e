package dev.banyan.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.http.Heads;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A path is ambiguous only where its readings lead to routes that differ. A route does what its
 * second letter says, and {@code R} depends on how the path is read.
 */
class LikenessTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # routes                               | else | path                      | found
          /p/{id} N, /p/** N                     | L    | /p/group%2Fproject        | /p/{id}
          /p/{id} N, /p/** M                     | L    | /p/group%2Fproject        | 400
          /p/{id} N                              | L    | /p/group%2Fproject        | 400
          /p/{id} L                              | L    | /p/group%2Fproject        | /p/{id}
          /p/{id} R, /p/** R                     | L    | /p/group%2Fproject        | /p/{id}
          /p/a/b N, /p/** N                      | L    | /p/x/../a/b               | /p/**
          /p/a/b N, /p/** N                      | L    | /p/x/../../q              | 400
          /** N                                  | L    | /b/%252e%252e/%2525       | /**
          /** R                                  | L    | /b/%252e%252e/%2525       | 400
          /** N, /b/** N                         | L    | /b/%252e%252e/%2525       | /b/**
          /** N, /c R                            | L    | /b/%252e%252e/%2525       | 400
          /** N, /c M                            | L    | /b/%252e%252e/%2525       | 400
          /b/** N                                | L    | /b/%252e%252e/%2525       | 400
          /b/** L                                | L    | /b/%252e%252e/%2525       | /b/**
          h.example/** N                         | L    | /b/%252e%252e/%2525       | -
          a.example/** N, /c M                   | L    | /b/%252e%252e/%2525       | a.example/**
          a.example/b/** N, /** N                | L    | /b/%252e%252e/%2525       | a.example/b/**
          a.example/b/** N, /** M                | L    | /b/%252e%252e/%2525       | 400
          *.example/** N, /c M                   | L    | /b;\\c                    | *.example/**
          """)
  void onlyWhatDiffersIsAmbiguous(String routes, String rest, String path, String found) {
    List<String> written = Arrays.asList(routes.split(", ", -1));
    RouteIndex.Builder index = RouteIndex.builder();
    for (String route : written) {
      String pattern = route.substring(0, route.length() - 2);
      int slash = pattern.indexOf('/');
      String host = slash == 0 ? "*" : pattern.substring(0, slash);
      index.add(
          RouteMatch.of(HostPattern.parse(host), PathPattern.parse(pattern.substring(slash))));
    }
    List<String> doings =
        Stream.concat(
                written.stream().map(route -> route.substring(route.length() - 1)), Stream.of(rest))
            .toList();

    int route = index.build(Likeness.of(doings, "R"::equals)).find(Heads.get("a.example", path));

    String name =
        route == RouteIndex.NO_MATCH
            ? "-"
            : route < 0 ? "400" : written.get(route).replaceAll(" .$", "");
    assertEquals(found, name);
  }
}
