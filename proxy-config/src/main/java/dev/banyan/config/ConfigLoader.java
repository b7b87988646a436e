package dev.banyan.config;

import dev.banyan.config.document.TableDocument;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Loads route tables. All problems of a file are found at once. Stateless, shared-safe. */
public final class ConfigLoader {
  private ConfigLoader() {}

  /** Loads a file in UTF-8. A file that can't be read is a problem like any other. */
  public static LoadResult load(Path file) {
    String name = file.toString();
    try {
      if (Files.size(file) > YamlReader.MOST_BYTES) {
        return unreadable(name, YamlReader.TOO_LARGE);
      }
      return load(name, decode(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return unreadable(name, "no such file");
    } catch (CharacterCodingException e) {
      return unreadable(name, "not a text in UTF-8");
    } catch (IOException e) {
      return unreadable(name, "can't be read: " + e.getMessage());
    }
  }

  /**
   * Loads a text.
   *
   * @param fileName what messages call it
   */
  public static LoadResult load(String fileName, String text) {
    SourceText source = new SourceText(fileName, text);
    Problems problems = new Problems(source);
    LoadedTable table = load(source, problems);
    return new LoadResult(problems.hasErrors() ? null : table, problems.inFileOrder());
  }

  private static @Nullable LoadedTable load(SourceText source, Problems problems) {
    TableDocument document = TableReader.read(source, problems);
    if (document == null) {
      return null;
    }
    TableRules.check(document, problems);
    return problems.hasErrors() ? null : TableCompiler.compile(document, source);
  }

  private static LoadResult unreadable(String file, String message) {
    Problems problems = new Problems(new SourceText(file, ""));
    problems.error(null, message, null);
    return new LoadResult(null, problems.inFileOrder());
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
    return strict.decode(ByteBuffer.wrap(bytes)).toString();
  }
}
