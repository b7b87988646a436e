package dev.banyan.core.forward;

import dev.banyan.core.answer.ErrorPages;
import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.KnownField;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.routing.PathView;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.SideOverride;
import org.jspecify.annotations.Nullable;

/**
 * What is changed of the messages of one exchange on their way, beside what every hop does. Made
 * once an exchange. Immutable.
 */
public final class Passage {
  private static final byte[] TE_TRAILERS = Ascii.bytes("TE: trailers\r\nConnection: TE\r\n");
  private static final byte[] TRAILERS = Ascii.bytes("trailers");
  private static final String COOKIE = KnownField.COOKIE.fieldName();

  private final RequestHead head;
  private final Peer peer;
  private final ClientOrigin origin;
  private final RequestId id;
  private final ForwardingSpec forwarding;
  private final ErrorPages pages;
  private final RouteActions actions;
  private final String route;

  /**
   * The passage of a request and its answer.
   *
   * @param origin whom the request comes from
   * @param id what the exchange goes by
   * @param forwarding what the table says of forwarding
   * @param pages what tells the client of errors
   */
  public Passage(
      RequestHead head,
      Peer peer,
      ClientOrigin origin,
      RequestId id,
      ForwardingSpec forwarding,
      ErrorPages pages) {
    this(head, peer, origin, id, forwarding, pages, RouteActions.NONE, "");
  }

  private Passage(
      RequestHead head,
      Peer peer,
      ClientOrigin origin,
      RequestId id,
      ForwardingSpec forwarding,
      ErrorPages pages,
      RouteActions actions,
      String route) {
    this.head = head;
    this.peer = peer;
    this.origin = origin;
    this.id = id;
    this.forwarding = forwarding;
    this.pages = pages;
    this.actions = actions;
    this.route = route;
  }

  /** The same with what a route does. */
  public Passage along(String routeName, RouteActions itsActions) {
    return itsActions.isNone()
        ? this
        : new Passage(head, peer, origin, id, forwarding, pages, itsActions, routeName);
  }

  /**
   * Whether all ways of reading the request's path agree on what the route makes of it. If not, the
   * client is answered 400.
   */
  public boolean agreed() {
    return actions.isNone() || actions.admits(head, values(null));
  }

  /**
   * What is changed of the request on its way to a side.
   *
   * @param override what a request of this route may choose its side by, which no backend sees;
   *     null for nothing
   */
  public HeaderEdits request(Side side, @Nullable SideOverride override) {
    HeaderEdits.Builder edits = HeaderEdits.builder();
    OverrideField.remove(edits, head, override, actions.request().removes(COOKIE));
    ForwardedFields.write(edits, head, peer, origin);
    if (forwarding.dropsUrlOverrides()) {
      edits.remove(KnownField.URL_OVERRIDE);
    }
    forwarding.via().write(edits, head);
    id.write(edits);
    MaxForwards.write(edits, head);
    if (head.has(KnownField.TE) && head.hasToken(KnownField.TE, TRAILERS)) {
      edits.put(TE_TRAILERS);
    }
    if (!actions.isNone()) {
      act(edits, side);
    }
    return edits.build();
  }

  private void act(HeaderEdits.Builder edits, Side side) {
    TemplateValues values = values(side);
    actions.request().write(edits, PathView.of(head), values);
    PathRewrite rewrite = actions.rewrite(side);
    new DestinationRewrite(base(side), origin).write(edits, head);
    edits.target(rewrite == null ? null : rewrite.target(head, values));
  }

  /** What of the request's trailers goes to a backend. */
  public Trailers trailers(Trailers received, @Nullable SideOverride override) {
    return actions.request().removedFrom(OverrideField.remove(received, override));
  }

  /** What of the trailers of a backend's answer goes to the client. */
  public Trailers trailers(Trailers received) {
    return actions.response().removedFrom(received);
  }

  /**
   * Begins what is changed of a side's answer on its way to the client.
   *
   * @param backends the addresses that the client does not see
   */
  public HeaderEdits.Builder response(ResponseHead answer, Side side, BackendAddresses backends) {
    HeaderEdits.Builder edits = HeaderEdits.builder();
    id.write(edits);
    if (AnswerAddresses.mayBeIn(answer)) {
      AnswerAddresses.write(edits, answer, new AddressRewrite(backends, origin, base(side)));
    }
    edit(edits, side);
    return edits;
  }

  private PathBase base(Side side) {
    PathRewrite rewrite = actions.rewrite(side);
    return rewrite == null ? PathBase.SAME : rewrite.base(head);
  }

  /** Begins the fields that are added to an answer of Banyan's own. */
  public HeaderEdits.Builder own() {
    HeaderEdits.Builder edits = HeaderEdits.builder();
    id.write(edits);
    edit(edits, null);
    return edits;
  }

  /** The answer that tells the client of the error {@code status}, 400 to 599. */
  public OwnAnswer error(int status) {
    return edited(pages.answer(status, head, id.bytes()));
  }

  /** What {@code direct}, which is the route's, answers. */
  public OwnAnswer answer(DirectAnswer direct) {
    OwnAnswer answer = direct.answer(head, values(null));
    return answer == null ? error(direct.status()) : edited(answer);
  }

  /** An answer without the fields that the route leaves out. */
  private OwnAnswer edited(OwnAnswer answer) {
    return actions.response().removedFrom(answer);
  }

  private void edit(HeaderEdits.Builder edits, @Nullable Side side) {
    if (!actions.response().isEmpty()) {
      actions.response().write(edits, PathView.of(head), values(side));
    }
  }

  private TemplateValues values(@Nullable Side side) {
    return new ExchangeValues(head, origin, id, route, side);
  }

  /** Whether the request came through a trusted proxy, whose connection is many clients'. */
  public boolean throughProxy() {
    return origin.trusted();
  }

  /** Whether the client's own connection is encrypted. */
  public boolean secure() {
    return origin.secure();
  }
}
