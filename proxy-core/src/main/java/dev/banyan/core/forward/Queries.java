package dev.banyan.core.forward;

import dev.banyan.core.http.RequestHead;
import dev.banyan.core.routing.PathView;
import org.jspecify.annotations.Nullable;

/** The query behind a path that is written anew. Stateless. */
final class Queries {
  private Queries() {}

  /**
   * Writes the query with its question mark, or nothing if it is empty.
   *
   * @param query the new query; null for that of the request as it stands, even an empty one
   */
  static void write(
      @Nullable Template query,
      RequestHead head,
      PathView path,
      TemplateValues values,
      ByteText out) {
    if (query == null) {
      out.add(head.bytes(), head.pathEnd(), head.targetEnd());
      return;
    }
    byte[] text = query.text(path, values);
    if (text.length > 0) {
      out.add('?').add(text);
    }
  }
}
