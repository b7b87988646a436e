package dev.banyan.core.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How servers find the first segment of a path: every mixture of decoding, cutting off parameters,
 * taking backslashes for slashes, merging slashes, and resolving dot segments.
 */
final class PathModels {
  private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");

  private PathModels() {}

  private enum Decoding {
    NEVER,
    SEGMENTS,
    FIRST,
    FULLY
  }

  /** The first segment by each model. */
  static List<String> firstSegments(String path) {
    List<String> found = new ArrayList<>();
    for (Decoding decoding : Decoding.values()) {
      for (int model = 0; model < 16; model++) {
        boolean resolves = (model & 8) != 0;
        List<String> segments =
            segments(path, decoding, (model & 1) != 0, (model & 2) != 0, (model & 4) != 0);
        List<String> walked = resolves ? resolved(segments) : segments;
        found.add(walked.isEmpty() ? "" : walked.get(0));
      }
    }
    return found;
  }

  private static List<String> segments(
      String path, Decoding decoding, boolean cuts, boolean backslash, boolean merges) {
    String text = path;
    if (decoding == Decoding.FIRST) {
      text = decoded(text);
    }
    for (String before = ""; decoding == Decoding.FULLY && !before.equals(text); ) {
      before = text;
      text = decoded(text);
    }
    List<String> segments = new ArrayList<>();
    for (String part : text.substring(1).split(backslash ? "[/\\\\]" : "/", -1)) {
      String cut = cuts ? part.split(";", -1)[0] : part;
      String segment = decoding == Decoding.SEGMENTS ? decoded(cut) : cut;
      if (!merges || !segment.isEmpty()) {
        segments.add(segment);
      }
    }
    return segments;
  }

  private static String decoded(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(escape ->
            Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
  }

  private static List<String> resolved(List<String> segments) {
    List<String> kept = new ArrayList<>();
    for (String segment : segments) {
      if (segment.equals("..")) {
        if (!kept.isEmpty()) {
          kept.remove(kept.size() - 1);
        }
      } else if (!segment.equals(".")) {
        kept.add(segment);
      }
    }
    return kept;
  }
}
