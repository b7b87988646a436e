package dev.banyan.core.forward;

import dev.banyan.core.routing.PathView;
import java.util.Arrays;

/** A piece of a {@link Template}. Immutable. */
sealed interface TemplatePart {
  /** Writes what the piece stands for. */
  void write(PathView path, TemplateValues values, ByteText out);

  /** Bytes that are always the same. */
  @SuppressWarnings("ArrayRecordComponent")
  record Text(byte[] bytes) implements TemplatePart {
    @Override
    public void write(PathView path, TemplateValues values, ByteText out) {
      out.add(bytes);
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Text other && Arrays.equals(bytes, other.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  /** What a client decides of a path, so that all readings must agree on it. */
  sealed interface Capture extends TemplatePart {
    /** The same part, byte for byte. */
    Capture asItStood();
  }

  /** One segment of the path. */
  record Segment(int number, Spelling spelling) implements Capture {
    @Override
    public Capture asItStood() {
      return new Segment(number, Spelling.AS_IT_STOOD);
    }

    @Override
    public void write(PathView path, TemplateValues values, ByteText out) {
      int start = path.segmentStart(number);
      spelling.write(path.bytes(), start, path.segmentEnd(start), out);
    }
  }

  /** What is behind the first segments of the path, without the slash that sets it apart. */
  record Rest(int segments, Spelling spelling) implements Capture {
    @Override
    public Capture asItStood() {
      return new Rest(segments, Spelling.AS_IT_STOOD);
    }

    @Override
    public void write(PathView path, TemplateValues values, ByteText out) {
      spelling.write(path.bytes(), path.segmentStart(segments), path.end(), out);
    }
  }

  /** The whole path. */
  record Whole(Spelling spelling) implements TemplatePart {
    @Override
    public void write(PathView path, TemplateValues values, ByteText out) {
      spelling.write(path.bytes(), path.start(), path.end(), out);
    }
  }

  /** A variable. */
  record Value(Variable variable, Spelling spelling) implements TemplatePart {
    @Override
    public void write(PathView path, TemplateValues values, ByteText out) {
      byte[] value = values.value(variable);
      spelling.write(value, 0, value.length, out);
    }
  }

  /** The query of the request at the end of another; {@code joined} with an ampersand. */
  record OldQuery(boolean joined) implements TemplatePart {
    @Override
    public void write(PathView path, TemplateValues values, ByteText out) {
      byte[] query = values.value(Variable.QUERY);
      if (query.length > 0) {
        (joined ? out.add('&') : out).add(query);
      }
    }
  }
}
