package dev.banyan.server.exchange;

import dev.banyan.core.forward.Peer;
import dev.banyan.core.http.RequestHead;
import dev.banyan.server.telemetry.ExchangeRecord;
import org.jspecify.annotations.Nullable;

/** Where a client's connection brings its requests. Confined to an event loop. */
public interface ExchangePort {
  /** Why a request is refused for which there is no memory, as unfinished heads hold all. */
  String HEAD_MEMORY = ExchangeRecord.HEAD_MEMORY;

  /** Why a request is refused when Banyan has to stop. */
  String DRAINING = ExchangeRecord.DRAINING;

  /**
   * Takes a request.
   *
   * @param client where the answer goes
   * @param peer the other end of the client's connection
   * @return who answers, to be started; null if the request was answered at once
   */
  @Nullable ClientListener open(ClientStream client, RequestHead head, Peer peer);

  /**
   * Answers with an error what could not be read as a request.
   *
   * @param client where the answer goes
   * @param peer the other end of the client's connection
   * @param why the word for it in logs
   */
  void refuse(ClientStream client, Peer peer, int status, String why);
}
