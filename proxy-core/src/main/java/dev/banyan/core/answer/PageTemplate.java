package dev.banyan.core.answer;

import dev.banyan.core.http.Ascii;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page with places for {@code {status}}, {@code {reason}} and {@code {request-id}}; other braces
 * are text. Immutable.
 */
public final class PageTemplate {
  /** The names of the places. */
  public static final List<String> PLACES = List.of("status", "reason", "request-id");

  private static final Pattern PLACE = Pattern.compile("\\{(" + String.join("|", PLACES) + ")}");
  private static final int ROOM_TO_FILL = 256;

  private final Escaping escaping;
  private final List<byte[]> texts = new ArrayList<>();
  private final List<String> places = new ArrayList<>();
  private int length;

  private PageTemplate(Escaping escaping) {
    this.escaping = escaping;
  }

  /** An HTML page. */
  public static PageTemplate html(String text) {
    return of(text, Escaping.HTML);
  }

  /** A JSON document, whose places are within strings or are numbers. */
  public static PageTemplate json(String text) {
    return of(text, Escaping.JSON);
  }

  private static PageTemplate of(String text, Escaping escaping) {
    PageTemplate template = new PageTemplate(escaping);
    Matcher matcher = PLACE.matcher(text);
    int from = 0;
    while (matcher.find()) {
      template.text(text.substring(from, matcher.start()));
      template.places.add(matcher.group(1));
      from = matcher.end();
    }
    template.text(text.substring(from));
    return template;
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    texts.add(bytes);
    length += bytes.length;
  }

  /**
   * The page with its places filled in.
   *
   * @param requestId ISO-8859-1
   */
  byte[] fill(int status, byte[] requestId) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + ROOM_TO_FILL);
    for (int i = 0; i < places.size(); i++) {
      out.writeBytes(texts.get(i));
      switch (places.get(i)) {
        case "status" -> out.writeBytes(Ascii.bytes(Integer.toString(status)));
        case "reason" -> escaping.write(Ascii.bytes(StatusPhrase.of(status)), out);
        default -> escaping.write(requestId, out);
      }
    }
    out.writeBytes(texts.get(places.size()));
    return out.toByteArray();
  }
}
