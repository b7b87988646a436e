package dev.banyan.core.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A second reader of odd heads, by regular expressions over text and the words of the page. */
final class NaiveOddHeads {
  private static final Pattern LINE = Pattern.compile("(?s)(.*?)(\r*)\n");
  private static final Pattern STATUS =
      Pattern.compile("(?s)(HTTP/([0-9])\\.([0-9]))( +)([0-9]{3})( .*)?");
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f]");

  private final Predicate<Oddity> allowed;

  NaiveOddHeads(Predicate<Oddity> allowed) {
    this.allowed = allowed;
  }

  /** The status, the fields and the framing; empty if it is refused. */
  Optional<String> read(String text) {
    return lines(text).flatMap(this::head);
  }

  private boolean may(boolean odd, Oddity oddity) {
    return !odd || allowed.test(oddity);
  }

  /** The lines before the empty one that ends the text. */
  private Optional<List<String>> lines(String text) {
    List<String> lines = new ArrayList<>();
    Matcher line = LINE.matcher(text);
    int at = 0;
    while (line.region(at, text.length()).lookingAt()) {
      at = line.end();
      boolean empty = line.group(1).isEmpty();
      if (!may(line.group(2).length() != 1, Oddity.LF_LINES)) {
        return Optional.empty();
      }
      if (empty && !lines.isEmpty()) {
        return at == text.length() ? Optional.of(lines) : Optional.empty();
      }
      if (!may(empty, Oddity.EMPTY_LINES)) {
        return Optional.empty();
      }
      if (!empty) {
        lines.add(line.group(1));
      }
    }
    return Optional.empty();
  }

  private Optional<String> head(List<String> lines) {
    Matcher line = STATUS.matcher(lines.get(0));
    if (!line.matches()) {
      return Optional.empty();
    }
    boolean http1 = line.group(2).equals("1");
    int minor = http1 && line.group(3).equals("0") ? 0 : 1;
    int status = Integer.parseInt(line.group(5));
    String reason = line.group(6) == null ? "" : line.group(6);
    boolean fine =
        may(!http1, Oddity.OTHER_VERSIONS)
            && may(line.group(4).length() > 1, Oddity.STATUS_SPACES)
            && may(status < 100 || status > 599, Oddity.STATUS_999)
            && may(CONTROL.matcher(reason).find(), Oddity.CONTROL_BYTES);
    return fine
        ? fields(unfolded(lines.subList(1, lines.size())))
            .flatMap(found -> framed(status, minor, found))
        : Optional.empty();
  }

  /** Null in the place of lines that may not be. */
  private List<String> unfolded(List<String> lines) {
    List<String> whole = new ArrayList<>();
    for (String line : lines) {
      boolean folded = line.matches("(?s)[ \t].*") && !whole.isEmpty();
      if (folded && allowed.test(Oddity.FOLDED_FIELDS)) {
        String rest = NaiveHeads.stripped(line);
        int last = whole.size() - 1;
        whole.set(last, whole.get(last) + (rest.isEmpty() ? "" : " " + rest));
      } else {
        whole.add(line);
      }
    }
    return whole;
  }

  private Optional<List<NaiveHeads.Field>> fields(List<String> lines) {
    List<NaiveHeads.Field> fields = new ArrayList<>();
    for (String line : lines) {
      if (line.matches("(?s)[ \t].*")) {
        return Optional.empty();
      }
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : NaiveHeads.stripped(line.substring(0, colon));
      if (!NAME.matcher(name).matches()) {
        if (!allowed.test(Oddity.ODD_NAMES)) {
          return Optional.empty();
        }
        continue;
      }
      boolean frames = name.matches("(?i)content-length|transfer-encoding");
      String value = line.substring(colon + 1);
      boolean controls = CONTROL.matcher(value).find();
      if (!may(name.length() < colon, Oddity.COLON_SPACES)
          || (frames && controls)
          || !may(controls, Oddity.CONTROL_BYTES)) {
        return Optional.empty();
      }
      String clean = NaiveHeads.stripped(CONTROL.matcher(value).replaceAll(" "));
      fields.add(new NaiveHeads.Field(name, clean));
    }
    return Optional.of(fields);
  }

  private Optional<String> framed(int status, int minor, List<NaiveHeads.Field> fields) {
    int named = NaiveHeads.values(fields, "Connection").stream().mapToInt(String::length).sum();
    if (fields.size() > 100 || named > 1024) {
      return Optional.empty();
    }
    String shown =
        fields.stream()
            .filter(field -> !field.is("Content-Length") && !field.is("Transfer-Encoding"))
            .map(field -> field.name() + ": " + field.value() + "\n")
            .collect(Collectors.joining("", status + "\n", ""));
    boolean bodiless = status >= 100 && status < 200;
    Optional<String> framing = framing(minor, fields);
    if (bodiless) {
      return Optional.of(shown);
    }
    boolean none = status == 204 || status == 304;
    return framing.map(found -> shown + (none ? "NONE" : found));
  }

  private Optional<String> framing(int minor, List<NaiveHeads.Field> fields) {
    List<String> codings = new ArrayList<>();
    int lines = 0;
    for (String value : NaiveHeads.values(fields, "Transfer-Encoding")) {
      List<String> kept =
          elements(value).stream()
              .filter(each -> !(each.isEmpty() && allowed.test(Oddity.EMPTY_FRAMING)))
              .filter(each ->
                  !(each.equalsIgnoreCase("identity") && allowed.test(Oddity.IDENTITY_CODING)))
              .toList();
      codings.addAll(kept);
      lines += kept.isEmpty() ? 0 : 1;
    }
    List<String> lengths = new ArrayList<>();
    for (String value : NaiveHeads.values(fields, "Content-Length")) {
      List<String> elements = elements(value);
      if (value.isEmpty() && allowed.test(Oddity.EMPTY_FRAMING)) {
        continue;
      }
      boolean equal = elements.size() > 1 && elements.stream().distinct().count() == 1;
      lengths.add(equal && allowed.test(Oddity.LENGTH_LISTS) ? elements.get(0) : value);
    }
    if (lines == 0 && codings.isEmpty()) {
      return fixed(lengths);
    }
    boolean chunked =
        codings.size() == 1
            && codings.get(0).equalsIgnoreCase("chunked")
            && may(minor == 0, Oddity.HTTP10_CHUNKED)
            && may(!lengths.isEmpty(), Oddity.TE_AND_LENGTH);
    return chunked ? Optional.of("CHUNKED") : Optional.empty();
  }

  private static Optional<String> fixed(List<String> lengths) {
    if (lengths.isEmpty()) {
      return Optional.of("UNTIL_CLOSE");
    }
    boolean digits = lengths.stream().allMatch(length -> length.matches("0*[0-9]{1,18}"));
    long different = digits ? lengths.stream().map(Long::valueOf).distinct().count() : 0;
    return different == 1
        ? Optional.of("FIXED " + Long.parseLong(lengths.get(0)))
        : Optional.empty();
  }

  private static List<String> elements(String value) {
    return Arrays.stream(value.split(",", -1)).map(NaiveHeads::stripped).toList();
  }
}
