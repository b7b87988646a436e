package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.testkit.fuzz.FuzzTests;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Chunks are read as a naive reader reads them, whether their data is taken byte by byte or as much
 * as there is.
 */
class ChunksFuzzTest implements FuzzTests {
  private static final Pattern SIZE_LINE =
      Pattern.compile("((?![0-9A-Fa-f]{17})0*[0-9A-Fa-f]{1,15})(;[\\t\\x20-\\x7e]{0,256})?\r\n");

  /** An extension in which no quoted string (RFC 9110 section 5.6.4) is open. */
  private static final Pattern CLOSED = Pattern.compile("([^\"]|\"([^\"\\\\]|\\\\.)*+\")*+");

  private static final Pattern BEGUN =
      Pattern.compile("((?![0-9A-Fa-f]{17})0*[0-9A-Fa-f]{1,15}(;[\\t\\x20-\\x7e]{0,256})?\r?)?");

  @Override
  public void check(byte[] input) {
    String naive = naive(Ascii.string(input, 0, input.length));

    assertEquals(naive, read(input, 1));
    assertEquals(naive, read(input, Integer.MAX_VALUE));
  }

  /** The data, how it ended, and how many bytes belong to the chunks. */
  private static String read(byte[] input, int most) {
    ChunkReader reader = new ChunkReader();
    StringBuilder data = new StringBuilder();
    int at = 0;
    while (at < input.length && !reader.atTrailers()) {
      if (reader.inData()) {
        int count = (int) Math.min(Math.min(most, input.length - at), reader.dataLeft());
        data.append(Ascii.string(input, at, at + count));
        reader.takeData(count);
        at += count;
      } else if (reader.feed(input[at])) {
        at++;
      } else {
        return data + " refused";
      }
    }
    return data + (reader.atTrailers() ? " whole " + at : " unfinished");
  }

  private static boolean begun(String text) {
    Matcher begun = BEGUN.matcher(text);
    return begun.matches() && (!text.endsWith("\r") || closed(begun.group(2)));
  }

  private static boolean closed(@Nullable String extension) {
    return extension == null || CLOSED.matcher(extension).matches();
  }

  private static String naive(String text) {
    StringBuilder data = new StringBuilder();
    int at = 0;
    while (true) {
      Matcher line = SIZE_LINE.matcher(text).region(at, text.length());
      if (!line.lookingAt()) {
        return data + (begun(text.substring(at)) ? " unfinished" : " refused");
      }
      if (!closed(line.group(2))) {
        return data + " refused";
      }
      at = line.end();
      long size = Long.parseLong(line.group(1), 16);
      if (size == 0) {
        return data + " whole " + at;
      }
      if (size > text.length() - at) {
        return data + text.substring(at) + " unfinished";
      }
      data.append(text, at, at + (int) size);
      at += (int) size;
      if (!"\r\n".startsWith(text.substring(at, Math.min(text.length(), at + 2)))) {
        return data + " refused";
      }
      if (at + 2 > text.length()) {
        return data + " unfinished";
      }
      at += 2;
    }
  }
}
