package dev.banyan.server.exchange;

import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.server.backend.BackendListener;
import dev.banyan.server.backend.BackendStream;
import dev.banyan.server.backend.OwnConnections;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A backend's stream that writes down what it is told. */
class RecordedStream implements BackendStream {
  final List<String> calls = new ArrayList<>();
  BackendListener listener;
  boolean writable = true;
  long pending;
  long taken;

  @Override
  public String endpoint() {
    return "127.0.0.1:9";
  }

  @Override
  public void sendHead(RequestHead head, HeaderEdits edits, boolean expect, BackendListener told) {
    calls.add("head" + (expect ? " expecting" : ""));
    listener = told;
  }

  @Override
  public void sendBody(ByteBuf piece) {
    calls.add("body " + piece.toString(StandardCharsets.ISO_8859_1));
    piece.release();
  }

  @Override
  public void endBody(Trailers trailers) {
    calls.add("end");
  }

  @Override
  public boolean writable() {
    return writable;
  }

  @Override
  public void flush() {
    calls.add("flush");
  }

  @Override
  public long pendingBytes() {
    return pending;
  }

  @Override
  public long takenBytes() {
    return taken;
  }

  @Override
  public void demandBody(boolean wanted) {
    calls.add("demand " + wanted);
  }

  @Override
  public void belongTo(OwnConnections client) {
    calls.add("belongs to a client");
  }

  @Override
  public void refuseLogin() {
    calls.add("login refused");
  }

  @Override
  public void cancel() {
    calls.add("cancel");
  }

  @Override
  public void timedOut() {
    calls.add("timed out");
  }

  @Override
  public void discard(int maxBytes) {
    calls.add("discard");
  }
}
