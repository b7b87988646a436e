package dev.banyan.core.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A second reader of heads, by regular expressions over text; slow, and strict in its own way. */
final class NaiveHeads {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern REQUEST_LINE =
      Pattern.compile("(" + TOKEN + ") ([\\x21\\x22\\x24-\\x7e\\x80-\\xff]+) HTTP/1\\.([0-9])");
  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.([0-9]) ([1-5][0-9][0-9])( [\\t\\x20-\\x7e\\x80-\\xff]*)?");
  private static final Pattern FIELD =
      Pattern.compile("(" + TOKEN + "):[ \\t]*([\\t\\x20-\\x7e\\x80-\\xff]*?)[ \\t]*");
  private static final Pattern ABSOLUTE = Pattern.compile("(?is)http://([^/?]+)([/?].*)?");
  private static final Pattern HOST =
      Pattern.compile("([0-9A-Za-z._~-]+|\\[([0-9A-Fa-f:.]*)])(?::([0-9]{0,5}))?");
  private static final Pattern LEADING_ZERO =
      Pattern.compile("(.*[:.])?0[0-9]+\\..*|.*\\.0[0-9].*");

  private NaiveHeads() {}

  /** A field: its name and value as written. */
  record Field(String name, String value) {
    boolean is(String other) {
      return name.equalsIgnoreCase(other);
    }
  }

  /** A request's head. */
  record Request(
      String method,
      String path,
      String target,
      int minor,
      String host,
      List<Field> fields,
      String framing) {}

  /** An answer's head. */
  record Response(int status, int minor, List<Field> fields) {}

  static Optional<Request> request(String text) {
    List<String> lines = lines(text).orElse(List.of(""));
    Matcher line = REQUEST_LINE.matcher(lines.get(0));
    Optional<List<Field>> fields = fields(lines.subList(1, lines.size()));
    if (!line.matches() || fields.isEmpty() || tooMuch(fields.get())) {
      return Optional.empty();
    }
    int minor = line.group(3).equals("0") ? 0 : 1;
    Optional<String> framing = framing(fields.get(), minor);
    List<String> expectations = values(fields.get(), "Expect");
    boolean expectable =
        expectations.isEmpty()
            || (expectations.size() == 1 && expectations.get(0).equalsIgnoreCase("100-continue"));
    return framing
        .filter(found -> expectable)
        .flatMap(found -> request(line.group(1), line.group(2), minor, fields.get(), found));
  }

  private static Optional<Request> request(
      String method, String target, int minor, List<Field> fields, String framing) {
    List<String> hosts = values(fields, "Host");
    Matcher absolute = ABSOLUTE.matcher(target);
    String rest = target;
    String authority = hosts.isEmpty() ? "" : hosts.get(0);
    boolean hostIsFine = hosts.size() == 1 || (hosts.isEmpty() && minor == 0);
    if (absolute.matches()) {
      authority = absolute.group(1);
      rest = absolute.group(2) == null ? "" : absolute.group(2);
      if (!rest.startsWith("/")) {
        rest = (rest.isEmpty() && method.equals("OPTIONS") ? "*" : "/") + rest;
      }
      hostIsFine &= hosts.isEmpty() || isSame(hosts.get(0), authority);
    } else if (!target.startsWith("/") && !(target.equals("*") && method.equals("OPTIONS"))) {
      return Optional.empty();
    }
    Optional<String> host = authority.isEmpty() ? Optional.of("") : host(authority);
    boolean named = !authority.isEmpty() || hosts.isEmpty();
    if (!hostIsFine || !named || host.isEmpty() || method.equals("CONNECT")) {
      return Optional.empty();
    }
    String path = rest.equals("*") ? rest : rest.split("\\?", 2)[0];
    return Optional.of(new Request(method, path, rest, minor, host.get(), fields, framing));
  }

  static Optional<Response> response(String text) {
    List<String> lines = lines(text).orElse(List.of(""));
    Matcher line = STATUS_LINE.matcher(lines.get(0));
    Optional<List<Field>> fields = fields(lines.subList(1, lines.size()));
    if (!line.matches() || fields.isEmpty() || tooMuch(fields.get())) {
      return Optional.empty();
    }
    int minor = line.group(1).equals("0") ? 0 : 1;
    return Optional.of(new Response(Integer.parseInt(line.group(2)), minor, fields.get()));
  }

  /** NONE, FIXED n, CHUNKED or UNTIL_CLOSE; empty if it is refused. */
  static Optional<String> framing(Response response, boolean toHead) {
    Optional<String> framing = framing(response.fields(), response.minor());
    int status = response.status();
    boolean bodiless = toHead || status < 200 || status == 204 || status == 304;
    return framing.map(found -> bodiless ? "NONE" : found.equals("NONE") ? "UNTIL_CLOSE" : found);
  }

  private static Optional<String> framing(List<Field> fields, int minor) {
    List<String> lengths = values(fields, "Content-Length");
    List<String> codings = values(fields, "Transfer-Encoding");
    if (codings.isEmpty() && lengths.isEmpty()) {
      return Optional.of("NONE");
    }
    if (codings.isEmpty()) {
      boolean digits = lengths.stream().allMatch(length -> length.matches("0*[0-9]{1,18}"));
      long different = digits ? lengths.stream().map(Long::valueOf).distinct().count() : 0;
      return different == 1
          ? Optional.of("FIXED " + Long.parseLong(lengths.get(0)))
          : Optional.empty();
    }
    boolean chunked =
        lengths.isEmpty()
            && codings.size() == 1
            && codings.get(0).equalsIgnoreCase("chunked")
            && minor > 0;
    return chunked ? Optional.of("CHUNKED") : Optional.empty();
  }

  /** The field lines of a trailer section. */
  static Optional<List<Field>> trailers(String text) {
    return text.equals("\r\n") ? Optional.of(List.of()) : lines(text).flatMap(NaiveHeads::fields);
  }

  /** The lines before the empty one that ends the text; empty if the text is not such. */
  private static Optional<List<String>> lines(String text) {
    int end = text.indexOf("\r\n\r\n");
    return end < 0 || end + 4 != text.length()
        ? Optional.empty()
        : Optional.of(List.of(text.substring(0, end).split("\r\n", -1)));
  }

  private static Optional<List<Field>> fields(List<String> lines) {
    List<Field> fields = new ArrayList<>();
    for (String line : lines) {
      Matcher field = FIELD.matcher(line);
      if (!field.matches()) {
        return Optional.empty();
      }
      fields.add(new Field(field.group(1), field.group(2)));
    }
    return Optional.of(fields);
  }

  private static boolean tooMuch(List<Field> fields) {
    int named = values(fields, "Connection").stream().mapToInt(String::length).sum();
    return fields.size() > 100 || named > 1024;
  }

  static List<String> values(List<Field> fields, String name) {
    return fields.stream().filter(field -> field.is(name)).map(Field::value).toList();
  }

  /** The host without its port. */
  private static Optional<String> host(String authority) {
    Matcher host = HOST.matcher(authority);
    if (!host.matches() || authority.length() > 255) {
      return Optional.empty();
    }
    String port = host.group(3);
    boolean portIsFine = port == null || port.isEmpty() || Integer.parseInt(port) < 65_536;
    boolean addressIsFine = host.group(2) == null || isAddress(host.group(2));
    return portIsFine && addressIsFine ? Optional.of(host.group(1)) : Optional.empty();
  }

  private static boolean isSame(String one, String other) {
    return host(one).isPresent()
        && host(other).isPresent()
        && comparable(one).equals(comparable(other));
  }

  /** An authority with its port, in the one spelling of its kind. */
  private static String comparable(String authority) {
    Matcher matched = HOST.matcher(authority);
    if (!matched.matches()) {
      throw new IllegalArgumentException(authority);
    }
    String port = matched.group(3);
    String name = lower(matched.group(1)).replaceFirst("(?<=.)\\.$", "");
    try {
      String host = matched.group(2) == null ? name : InetAddress.getByName(name).getHostAddress();
      return host + ":" + (port == null || port.isEmpty() ? 80 : Integer.parseInt(port));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(authority, e);
    }
  }

  /** The JDK asks no name server for an address in brackets. */
  private static boolean isAddress(String six) {
    if (!six.contains(":") || LEADING_ZERO.matcher(six).matches()) {
      return false;
    }
    try {
      return InetAddress.getByName("[" + six + "]").getAddress().length > 0;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** A text without the spaces and tabs around it. */
  static String stripped(String text) {
    StringBuilder rest = new StringBuilder(text);
    while (!rest.isEmpty() && " \t".indexOf(rest.charAt(0)) >= 0) {
      rest.deleteCharAt(0);
    }
    while (!rest.isEmpty() && " \t".indexOf(rest.charAt(rest.length() - 1)) >= 0) {
      rest.setLength(rest.length() - 1);
    }
    return rest.toString();
  }

  /** A text with its ASCII letters in lower case. */
  static String lower(String name) {
    return name.chars()
        .map(c -> c >= 'A' && c <= 'Z' ? c + 32 : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
