package dev.banyan.server.exchange;

import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;

/**
 * The backend request of one attempt. Immutable.
 *
 * @param head the client's head
 * @param edits what is changed of it on the way
 * @param expect whether the expectation of a 100 is passed on
 */
record Outgoing(RequestHead head, HeaderEdits edits, boolean expect) {}
