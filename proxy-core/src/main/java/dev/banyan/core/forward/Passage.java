package dev.banyan.core.forward;

import dev.banyan.core.answer.ErrorPages;
import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.KnownField;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.split.SideOverride;
import org.jspecify.annotations.Nullable;

/**
 * What is changed of the messages of one exchange on their way, beside what every hop does. Made
 * once an exchange. Immutable.
 */
public final class Passage {
  private static final byte[] TE_TRAILERS = Ascii.bytes("TE: trailers\r\nConnection: TE\r\n");
  private static final byte[] TRAILERS = Ascii.bytes("trailers");

  private final RequestHead head;
  private final Peer peer;
  private final ClientOrigin origin;
  private final RequestId id;
  private final Via via;
  private final ErrorPages pages;

  /**
   * The passage of a request and its answer.
   *
   * @param origin whom the request comes from
   * @param id what the exchange goes by
   * @param pages what tells the client of errors
   */
  public Passage(
      RequestHead head, Peer peer, ClientOrigin origin, RequestId id, Via via, ErrorPages pages) {
    this.head = head;
    this.peer = peer;
    this.origin = origin;
    this.id = id;
    this.via = via;
    this.pages = pages;
  }

  /**
   * What is changed of the request on its way to a backend.
   *
   * @param override what a request of this route may choose its side by, which no backend sees;
   *     null for nothing
   */
  public HeaderEdits request(@Nullable SideOverride override) {
    HeaderEdits.Builder edits = HeaderEdits.builder();
    OverrideField.remove(edits, head, override);
    ForwardedFields.write(edits, head, peer, origin);
    via.write(edits, head);
    id.write(edits);
    MaxForwards.write(edits, head);
    if (head.has(KnownField.TE) && head.hasToken(KnownField.TE, TRAILERS)) {
      edits.put(TE_TRAILERS);
    }
    return edits.build();
  }

  /** What of the request's trailers goes to a backend. */
  public Trailers trailers(Trailers received, @Nullable SideOverride override) {
    return OverrideField.remove(received, override);
  }

  /**
   * Begins what is changed of a backend's answer on its way to the client.
   *
   * @param backends the addresses that the client does not see
   */
  public HeaderEdits.Builder response(ResponseHead answer, BackendAddresses backends) {
    HeaderEdits.Builder edits = HeaderEdits.builder();
    id.write(edits);
    if (AnswerAddresses.mayBeIn(answer)) {
      AnswerAddresses.write(edits, answer, new AddressRewrite(backends, origin, PathBase.SAME));
    }
    return edits;
  }

  /** Begins the fields of an answer of Banyan's own. */
  public HeaderEdits.Builder own() {
    HeaderEdits.Builder edits = HeaderEdits.builder();
    id.write(edits);
    return edits;
  }

  /** The answer that tells the client of the error {@code status}, 400 to 599. */
  public OwnAnswer error(int status) {
    return pages.answer(status, head, id.bytes());
  }

  /** Whether the client's own connection is encrypted. */
  public boolean secure() {
    return origin.secure();
  }
}
