package dev.banyan.config.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code errors} as written. Immutable.
 *
 * @param html the file of the HTML page
 * @param json the file of the JSON document
 * @param statuses what some statuses have of their own, in the order of the file
 */
public record ErrorsDocument(
    @Nullable Located<String> html, @Nullable Located<String> json, List<Pages> statuses) {

  /** Copies the list. */
  public ErrorsDocument {
    statuses = List.copyOf(statuses);
  }

  /** The files of some statuses. */
  public record Pages(
      Located<StatusRange> statuses,
      @Nullable Located<String> html,
      @Nullable Located<String> json) {}
}
