package dev.banyan.server.exchange;

import dev.banyan.core.http.RequestHead;
import dev.banyan.core.plan.ClientFacts;
import org.jspecify.annotations.Nullable;

/** Where a client's connection brings its requests. Confined to an event loop. */
public interface ExchangePort {
  /**
   * Takes a request.
   *
   * @param client where the answer goes
   * @param facts what decisions may know of the client
   * @param address the client's address as text
   * @return who answers, to be started; null if the request was answered at once
   */
  @Nullable ClientListener open(
      ClientStream client, RequestHead head, ClientFacts facts, String address);
}
