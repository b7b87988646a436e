package dev.banyan.server.transport;

import io.netty.handler.codec.CodecException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator of exceptions that no peer and no lack of memory can bring about: faults of
 * Banyan's own. One a minute is told. Shared-safe.
 */
public final class Faults {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  private final Complaint complaint = new Complaint();

  Faults() {}

  /** Tells of what a handler or an alarm has thrown, if it is such a fault. */
  public void tell(Throwable thrown) {
    if (isOne(thrown) && complaint.due()) {
      LOG.error("internal error, which costs one connection; please report it", thrown);
    }
  }

  static boolean isOne(Throwable thrown) {
    return !(thrown instanceof IOException
        || thrown instanceof CodecException
        || thrown instanceof OutOfMemoryError);
  }
}
