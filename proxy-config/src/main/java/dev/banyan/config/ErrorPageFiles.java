package dev.banyan.config;

import dev.banyan.config.document.ErrorsDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.StatusRange;
import dev.banyan.core.answer.ErrorPages;
import dev.banyan.core.answer.PageTemplate;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the files of {@code errors} and compiles what is in them. Confined to one load. */
final class ErrorPageFiles {
  private static final int MOST_BYTES = 64 << 10;
  private static final Pattern BRACES = Pattern.compile("\\{([A-Za-z][A-Za-z_-]*)}");
  private static final StatusRange ALL = new StatusRange(400, 599);

  private final NamedFiles files;
  private final Problems problems;
  private final ErrorPages.Builder pages = ErrorPages.builder();

  ErrorPageFiles(NamedFiles files, Problems problems) {
    this.files = files;
    this.problems = problems;
  }

  /** The pages, with the standard ones where the operator has none, or an unreadable one. */
  ErrorPages read(@Nullable ErrorsDocument errors) {
    if (errors == null) {
      return ErrorPages.STANDARD;
    }
    html(ALL, errors.html());
    json(ALL, errors.json());
    List<ErrorsDocument.Pages> classesFirst = new ArrayList<>(errors.statuses());
    classesFirst.sort(Comparator.comparingInt(ErrorPageFiles::isOneStatus));
    for (ErrorsDocument.Pages of : classesFirst) {
      html(of.statuses().value(), of.html());
      json(of.statuses().value(), of.json());
    }
    return pages.build();
  }

  private static int isOneStatus(ErrorsDocument.Pages pages) {
    StatusRange range = pages.statuses().value();
    return range.first() == range.last() ? 1 : 0;
  }

  private void html(StatusRange statuses, @Nullable Located<String> file) {
    PageTemplate page = page("html", file, PageTemplate::html);
    if (page != null) {
      pages.html(statuses.first(), statuses.last(), page);
    }
  }

  private void json(StatusRange statuses, @Nullable Located<String> file) {
    PageTemplate page = page("json", file, PageTemplate::json);
    if (page != null) {
      pages.json(statuses.first(), statuses.last(), page);
    }
  }

  private @Nullable PageTemplate page(
      String key, @Nullable Located<String> written, Function<String, PageTemplate> compile) {
    if (written == null) {
      return null;
    }
    String text = text(key, written);
    if (text == null) {
      return null;
    }
    warnOfPlaces(key, written, text);
    return compile.apply(text);
  }

  private @Nullable String text(String key, Located<String> written) {
    byte[] bytes = files.read(key, written, MOST_BYTES);
    if (bytes == null) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      files.refuse(key, written, "a text in UTF-8", null);
      return null;
    }
  }

  /** Braces that hold almost the name of a place would stay in the page as they are. */
  private void warnOfPlaces(String key, Located<String> written, String text) {
    Matcher braces = BRACES.matcher(text);
    while (braces.find()) {
      String name = braces.group(1);
      String meant = Suggestions.nearest(name, PageTemplate.PLACES);
      if (meant != null && !meant.equals(name)) {
        String message = key + ": " + Phrases.quoted(written.value()) + " has {" + name + "}";
        problems.warning(written.span(), message, Suggestions.question("{" + meant + "}"));
      }
    }
  }
}
