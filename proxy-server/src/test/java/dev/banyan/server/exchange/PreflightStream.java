package dev.banyan.server.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.backend.BackendListener;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A side's stream that follows a script. */
final class PreflightStream extends RecordedStream {
  private final PreflightScript script;
  private final Random random;
  private final List<Runnable> due;
  private final List<ByteBuf> pieces = new ArrayList<>();
  private boolean demanded;
  private boolean headSent;
  private boolean planned;
  private int sent;
  private boolean over;

  PreflightStream(PreflightScript script, Random random, List<Runnable> due) {
    this.script = script;
    this.random = random;
    this.due = due;
  }

  PreflightScript script() {
    return script;
  }

  @Override
  public void sendHead(RequestHead head, HeaderEdits edits, boolean expect, BackendListener told) {
    listener = told;
    due.add(this::written);
  }

  private void written() {
    if (over) {
      return;
    }
    listener.requestWritten();
    due.add(() -> {
      if (!over) {
        act();
      }
    });
  }

  private void act() {
    switch (script.how()) {
      case ANSWERS -> {
        headSent = true;
        listener.responseHead(script.head(), script.framing());
        if (!over && script.bodyBytes() == 0) {
          end();
        } else {
          planBody();
        }
      }
      case RESETS -> {
        over = true;
        listener.backendFailed(FailureKind.RESET);
      }
      default -> {}
    }
  }

  @Override
  public void demandBody(boolean wanted) {
    assertTrue(!over, "a demand behind the end");
    demanded = wanted;
    planBody();
  }

  private void planBody() {
    if (demanded && headSent && !over && !planned) {
      planned = true;
      due.add(this::deliver);
    }
  }

  private void deliver() {
    planned = false;
    if (over || !demanded) {
      return;
    }
    boolean whole = script.ending() == PreflightScript.Ending.WHOLE;
    int last = whole ? script.bodyBytes() : script.bodyBytes() / 2;
    if (sent < last) {
      ByteBuf piece =
          Unpooled.wrappedBuffer(new byte[Math.min(last - sent, 1 + random.nextInt(9_000))]);
      sent += piece.readableBytes();
      pieces.add(piece);
      listener.responseBody(piece);
      planBody();
    } else if (whole) {
      end();
    } else if (script.ending() == PreflightScript.Ending.CUT) {
      over = true;
      listener.backendFailed(FailureKind.CLOSED);
    }
  }

  private void end() {
    over = true;
    listener.responseEnd(Trailers.NONE);
  }

  @Override
  public void cancel() {
    leave();
  }

  @Override
  public void timedOut() {
    leave();
  }

  @Override
  public void discard(int maxBytes) {
    assertTrue(headSent, "an answer was thrown away before its head");
    leave();
  }

  private void leave() {
    assertTrue(!over, "a stream was left behind its end");
    over = true;
  }

  /** Checks that nothing is left of it. */
  void checkOver() {
    assertTrue(over, "a stream is left over");
    pieces.forEach(piece -> assertEquals(0, piece.refCnt(), "a piece was not released"));
  }
}
