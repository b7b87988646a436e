package dev.banyan.config;

import dev.banyan.config.document.ErrorsDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.StatusRange;
import dev.banyan.core.answer.ErrorPages;
import dev.banyan.core.answer.PageTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the files of {@code errors} and compiles what is in them. Confined to one load. */
final class ErrorPageFiles {
  private static final int MOST_BYTES = 64 << 10;
  private static final Pattern BRACES = Pattern.compile("\\{([A-Za-z][A-Za-z_-]*)}");
  private static final StatusRange ALL = new StatusRange(400, 599);

  private final Path folder;
  private final Problems problems;
  private final Set<Path> files = new LinkedHashSet<>();
  private final ErrorPages.Builder pages = ErrorPages.builder();

  /**
   * Nothing is read yet.
   *
   * @param folder where relative paths begin
   */
  ErrorPageFiles(Path folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  /** The files that were named, whether or not they could be read. */
  List<Path> files() {
    return List.copyOf(files);
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
    Path file = folder.resolve(written.value());
    files.add(file);
    String text = text(key, written, file);
    if (text == null) {
      return null;
    }
    warnOfPlaces(key, written, text);
    return compile.apply(text);
  }

  private @Nullable String text(String key, Located<String> written, Path file) {
    if (!Files.isRegularFile(file)) {
      String help = "there is none at `" + file + "`; paths begin at the folder of the table";
      refuse(key, written, "a file", help);
      return null;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length <= MOST_BYTES) {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      }
      refuse(key, written, "64 KiB at most", null);
    } catch (CharacterCodingException e) {
      refuse(key, written, "a text in UTF-8", null);
    } catch (IOException e) {
      refuse(key, written, "a file that can be read", null);
    }
    return null;
  }

  private void refuse(String key, Located<String> written, String expected, @Nullable String help) {
    String shown = Phrases.quoted(written.value());
    problems.error(written.span(), key + ": " + shown + " (expected: " + expected + ")", help);
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
