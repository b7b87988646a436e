package dev.banyan.server.wire;

/** Where a body comes from. Confined to its event loop. */
public interface BodySource {
  /**
   * Says whether pieces are wanted from now on; none is delivered while they are not, and at first
   * they are not. The end may come unasked behind the last piece.
   */
  void demandBody(boolean wanted);
}
