package dev.banyan.core.answer;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.RequestHead;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pages of Banyan's own errors: by status, in HTML and in JSON. They are compiled when the
 * table is loaded; an error only fills in. Immutable.
 */
public final class ErrorPages {
  private static final int FIRST = 400;
  private static final int LAST = 599;
  private static final int SERVER_ERROR = 500;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVICE_UNAVAILABLE = 503;
  private static final String NO_STORE = "Cache-Control: no-store\r\n";
  private static final byte[] HTML = fields("text/html; charset=utf-8", "");
  private static final byte[] JSON = fields("application/json", "");
  private static final String RETRY = "Retry-After: 5\r\n";
  private static final byte[] RETRY_HTML = fields("text/html; charset=utf-8", RETRY);
  private static final byte[] RETRY_JSON = fields("application/json", RETRY);

  /** The pages of a table that has none of its own. */
  public static final ErrorPages STANDARD = new Builder().build();

  private final PageTemplate[] html;
  private final PageTemplate[] json;

  private ErrorPages(PageTemplate[] html, PageTemplate[] json) {
    this.html = html;
    this.json = json;
  }

  /** Starts with the standard pages. */
  public static Builder builder() {
    return new Builder();
  }

  private static byte[] fields(String type, String more) {
    return Ascii.bytes("Content-Type: " + type + "\r\n" + NO_STORE + more);
  }

  /**
   * The answer that tells a client of an error.
   *
   * @param status 400 to 599
   * @param head the request; null if it could not be read
   * @param requestId what the exchange goes by, ISO-8859-1
   */
  public OwnAnswer answer(int status, @Nullable RequestHead head, byte[] requestId) {
    boolean asHtml = head != null && Accept.prefersHtml(head);
    boolean retry = status == SERVICE_UNAVAILABLE || status == TOO_MANY_REQUESTS;
    byte[] fields = asHtml ? (retry ? RETRY_HTML : HTML) : (retry ? RETRY_JSON : JSON);
    PageTemplate page = (asHtml ? html : json)[status - FIRST];
    return new OwnAnswer(status, fields, page.fill(status, requestId));
  }

  /** Gathers an operator's pages; of two for one status the later one counts. */
  public static final class Builder {
    private final PageTemplate[] html = new PageTemplate[LAST - FIRST + 1];
    private final PageTemplate[] json = new PageTemplate[LAST - FIRST + 1];

    private Builder() {
      html(FIRST, SERVER_ERROR - 1, StandardPages.REFUSED);
      html(SERVER_ERROR, LAST, StandardPages.UNAVAILABLE);
      html(NOT_FOUND, NOT_FOUND, StandardPages.NOTHING_THERE);
      html(GONE, GONE, StandardPages.NOTHING_THERE);
      json(FIRST, LAST, StandardPages.JSON);
    }

    /** Uses {@code page}, in HTML, for the statuses {@code first} to {@code last}. */
    public Builder html(int first, int last, PageTemplate page) {
      return fill(html, first, last, page);
    }

    /** Uses {@code page}, in JSON, for the statuses {@code first} to {@code last}. */
    public Builder json(int first, int last, PageTemplate page) {
      return fill(json, first, last, page);
    }

    private Builder fill(PageTemplate[] pages, int first, int last, PageTemplate page) {
      Arrays.fill(pages, first - FIRST, last - FIRST + 1, page);
      return this;
    }

    /** The pages. */
    public ErrorPages build() {
      return new ErrorPages(html.clone(), json.clone());
    }
  }
}
