package dev.banyan.config;

import dev.banyan.config.document.TableDocument;
import dev.banyan.config.file.BoundedFile;
import dev.banyan.core.answer.ErrorPages;
import dev.banyan.core.backend.TlsSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Loads route tables. All problems of a file are found at once. Stateless, shared-safe. */
public final class ConfigLoader {
  /** The largest file of a table, in bytes. */
  public static final int MOST_BYTES = YamlReader.MOST_BYTES;

  private ConfigLoader() {}

  /** Loads a file in UTF-8. A file that can't be read is a problem like any other. */
  public static LoadResult load(Path file) {
    String name = file.toString();
    try {
      return load(name, BoundedFile.read(file, MOST_BYTES));
    } catch (IOException e) {
      return unreadable(name, BoundedFile.why(e));
    }
  }

  /**
   * Loads a text.
   *
   * @param fileName what messages call it; other files are looked for in its folder
   */
  public static LoadResult load(String fileName, String text) {
    SourceText source = new SourceText(fileName, text);
    Problems problems = new Problems(source);
    NamedFiles files = new NamedFiles(folder(fileName), problems);
    LoadedTable table = load(source, files, problems);
    return new LoadResult(
        problems.hasErrors() ? null : table, problems.inFileOrder(), files.files());
  }

  /**
   * Reads a text as it is written, with the place of every value, for tools that change one in
   * place; null if it is no table at all. It may have problems: {@link #load(String, String)}
   * tells.
   */
  public static @Nullable TableDocument document(String text) {
    SourceText source = new SourceText("", text);
    return TableReader.read(source, new Problems(source));
  }

  private static @Nullable LoadedTable load(
      SourceText source, NamedFiles files, Problems problems) {
    TableDocument document = TableReader.read(source, problems);
    if (document == null) {
      return null;
    }
    TableRules.check(document, problems);
    ErrorPages pages = new ErrorPageFiles(files, problems).read(document.errors());
    Map<String, TlsSpec> tls = new TlsFiles(files, problems).read(document.backends());
    if (problems.hasErrors()) {
      return null;
    }
    LoadedTable table = TableCompiler.compile(document, pages, tls, files.files(), source);
    PathWarnings.check(document.routes(), table.routing(), problems);
    return table;
  }

  /** The digest of the table that a file with this content holds, as {@link LoadedTable} has it. */
  public static String digest(byte[] content) {
    return Digests.sha256(content);
  }

  private static Path folder(String fileName) {
    Path folder = Path.of(fileName).getParent();
    return folder == null ? Path.of("") : folder;
  }

  private static LoadResult unreadable(String file, String message) {
    Problems problems = new Problems(new SourceText(file, ""));
    problems.error(null, message, null);
    return new LoadResult(null, problems.inFileOrder(), List.of());
  }

  /**
   * Loads the content of a file, in UTF-8.
   *
   * @param name what messages call it
   */
  public static LoadResult load(String name, byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      return unreadable(name, YamlReader.TOO_LARGE);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult decoded = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    String text = out.flip().toString();
    if (!decoded.isError()) {
      return load(name, text);
    }
    SourceText source = new SourceText(name, text);
    Problems problems = new Problems(source);
    String octet = String.format("0x%02X", in.get(in.position()));
    String message = "byte " + octet + " (expected: a text in UTF-8)";
    problems.error(source.span(text.length(), text.length()), message, null);
    return new LoadResult(null, problems.inFileOrder(), List.of());
  }
}
