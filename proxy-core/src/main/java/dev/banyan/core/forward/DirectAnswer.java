package dev.banyan.core.forward;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.http.RequestHead;
import org.jspecify.annotations.Nullable;

/** What a route answers by itself; it asks no backend. Immutable. */
public sealed interface DirectAnswer permits Redirect, FixedResponse {
  /** The status of the answer. */
  int status();

  /** The answer to a request; null for the error page of {@link #status()}. */
  @Nullable OwnAnswer answer(RequestHead head, TemplateValues values);
}
