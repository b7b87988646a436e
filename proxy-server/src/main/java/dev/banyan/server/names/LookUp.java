package dev.banyan.server.names;

/** Is told what comes of one look-up, on the names' thread. */
interface LookUp {
  /**
   * There are addresses already, though not all answers have come; at most once, and before the
   * end.
   *
   * @param sofar what is known, and of which kinds of address nothing is yet
   */
  void partly(Resolution sofar);

  /** The look-up has ended. */
  void ended(Resolution resolution);
}
