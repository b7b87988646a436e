package dev.banyan.server.backend;

import dev.banyan.core.backend.Reuse;
import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.resilience.StatusSet;
import dev.banyan.server.transport.DirectMemory;
import dev.banyan.server.transport.Faults;
import dev.banyan.server.transport.LoopContext;
import dev.banyan.server.transport.Timers;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One question of a health check, on a connection that is closed after it. Confined to its loop.
 */
final class HealthProbe implements ConnectionOwner, BackendListener {
  private static final int DISCARD_BYTES = 64 << 10;

  private final LiveEndpoint endpoint;
  private final LoopContext loop;
  private final StatusSet passing;
  private final BackendConnection connection = new BackendConnection(this);
  private @Nullable Consumer<CheckResult> told;
  private boolean dialing;
  private boolean open;

  /**
   * A question that was not asked.
   *
   * @param told is told of the result, once
   */
  HealthProbe(
      LiveEndpoint endpoint, LoopContext loop, StatusSet passing, Consumer<CheckResult> told) {
    this.endpoint = endpoint;
    this.loop = loop;
    this.passing = passing;
    this.told = told;
  }

  /** Connects and asks. */
  void begin(Connector connector, RequestHead head, HeaderEdits edits) {
    dialing = true;
    connector.open(
        connection,
        endpoint,
        failure -> {
          dialing = false;
          if (failure != null) {
            tell(CheckResult.of(failure));
          } else if (told == null) {
            connection.close();
          } else {
            open = true;
            connection.entry().lend(false, connector.leniency());
            connection.sendHead(head, edits, false, this);
            connection.flush();
          }
        });
  }

  /** Whether a connection is still being opened, wanted or not. */
  boolean dialing() {
    return dialing;
  }

  /** Gives the question up; nobody is told. */
  void abandon() {
    told = null;
    if (open) {
      connection.cancel();
    }
  }

  private void tell(CheckResult result) {
    Consumer<CheckResult> waiting = told;
    told = null;
    if (waiting != null) {
      waiting.accept(result);
    }
  }

  @Override
  public void responseHead(ResponseHead answer, BodyFraming framing) {
    open = false;
    connection.discard(DISCARD_BYTES);
    tell(passing.contains(answer.status()) ? CheckResult.PASSED : CheckResult.STATUS);
  }

  @Override
  public void backendFailed(FailureKind kind) {
    open = false;
    tell(CheckResult.of(kind));
  }

  @Override
  public void released(BackendConnection answered) {
    answered.close();
  }

  @Override
  public LiveEndpoint endpoint() {
    return endpoint;
  }

  /** The head of a check says itself that its connection is closed. */
  @Override
  public Reuse reuse() {
    return Reuse.ALWAYS;
  }

  @Override
  public Timers timers() {
    return loop.timers();
  }

  @Override
  public DirectMemory memory() {
    return loop.memory();
  }

  @Override
  public Faults faults() {
    return loop.faults();
  }

  @Override
  public void closed(BackendConnection closed, boolean busy, boolean heldPlace) {}

  @Override
  public void answered() {}

  @Override
  public void failed(FailureKind kind) {}

  @Override
  public void requestWritten() {}

  @Override
  public void backendWritable() {}

  @Override
  public void informational(ResponseHead interim) {}

  @Override
  public void responseBody(ByteBuf piece) {
    piece.release();
  }

  @Override
  public void responseEnd(Trailers trailers) {}

  @Override
  public void responseReadComplete() {}
}
