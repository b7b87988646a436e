package dev.banyan.server.exchange;

import dev.banyan.core.answer.ErrorPages;
import dev.banyan.core.forward.ClientOrigin;
import dev.banyan.core.forward.ForwardingSpec;
import dev.banyan.core.forward.Passage;
import dev.banyan.core.forward.Peer;
import dev.banyan.core.forward.RequestId;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;
import java.nio.charset.StandardCharsets;

/** The passage of requests that a client on this machine sent. */
public final class Passages {
  /** What the exchanges go by. */
  public static final RequestId ID = RequestId.minted(1, 2);

  private static final Peer PEER = new Peer(new byte[] {127, 0, 0, 1}, false, 8080);

  private Passages() {}

  /** The passage of one request. */
  public static Passage of(RequestHead head) {
    ForwardingSpec spec = ForwardingSpec.DEFAULT;
    ClientOrigin origin = ClientOrigin.of(head, PEER, spec.proxies());
    return new Passage(head, PEER, origin, ID, spec, ErrorPages.STANDARD);
  }

  /**
   * The lines that an answer is given beside its id.
   *
   * @throws IllegalStateException if it is not given the id first
   */
  public static String withoutId(HeaderEdits edits) {
    String lines = new String(edits.addedLines(), StandardCharsets.ISO_8859_1);
    String first = "X-Request-ID: " + ID + "\r\n";
    if (!lines.startsWith(first)) {
      throw new IllegalStateException("lines: " + lines + " (expected: " + first + "first)");
    }
    return lines.substring(first.length());
  }
}
