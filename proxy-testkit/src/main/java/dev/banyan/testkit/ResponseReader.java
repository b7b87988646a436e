package dev.banyan.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads responses and turns every way to fail into a value. Confined to one thread. */
final class ResponseReader {
  private final WireInput in;

  ResponseReader(WireInput in) {
    this.in = in;
  }

  /** Reads a final response; the interim ones before it are kept with it. */
  RawResponse read(boolean toHead) throws IOException {
    List<RawResponse> interim = new ArrayList<>();
    RawResponse head = readHead();
    while (head.complete() && head.status() >= 100 && head.status() < 200 && head.status() != 101) {
      interim.add(head);
      head = readHead();
    }
    RawResponse response = head.after(interim);
    return response.complete() ? readBody(response, toHead) : response;
  }

  /** Reads one head, interim or final. */
  RawResponse readHead() throws IOException {
    try {
      return parse(HeadReader.read(in));
    } catch (TruncatedMessageException e) {
      return RawResponse.none(List.of(), e.ending(), "in the head: " + e.getMessage());
    } catch (MalformedMessageException e) {
      return RawResponse.none(List.of(), Ending.MALFORMED, "in the head: " + e.getMessage());
    }
  }

  /** Reads the body that belongs to a head. */
  RawResponse readBody(RawResponse response, boolean toHead) throws IOException {
    BodyReader reader = new BodyReader(in);
    try {
      MessageHead head = new MessageHead("", response.headers(), "");
      reader.read(BodyFraming.ofResponse(head, response.status(), toHead));
      return response.with(reader.captured(), Ending.COMPLETE, "");
    } catch (TruncatedMessageException e) {
      return response.with(reader.captured(), e.ending(), "in the body: " + e.getMessage());
    } catch (MalformedMessageException e) {
      return response.with(reader.captured(), Ending.MALFORMED, "in the body: " + e.getMessage());
    }
  }

  private static RawResponse parse(MessageHead head) throws MalformedMessageException {
    String version = head.part(0);
    String status = head.part(1);
    if (!version.matches("HTTP/1\\.[01]") || !status.matches("[0-9]{3}")) {
      throw new MalformedMessageException("status line: " + head.startLine());
    }
    if (version.equals("HTTP/1.0") && head.headers().has("Transfer-Encoding")) {
      throw new MalformedMessageException("Transfer-Encoding in " + version);
    }
    int codeEnd = version.length() + 1 + status.length();
    String reason = head.startLine().substring(codeEnd).strip();
    return new RawResponse(
        Integer.parseInt(status),
        reason,
        version,
        head.raw(),
        head.headers(),
        CapturedBody.EMPTY,
        List.of(),
        Ending.COMPLETE,
        "");
  }
}
