package dev.banyan.core.answer;

/**
 * The pages of Banyan's own errors where the operator has none. They name no product. Immutable.
 */
final class StandardPages {
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="robots" content="noindex">
      <title>{status} {reason}</title>
      <style>
      :root { color-scheme: light dark }
      body { margin: 0; min-height: 100vh; display: flex; align-items: center; justify-content: center;
        font: 1.05rem/1.5 system-ui, sans-serif; color: #24292f; background: #f6f7f9 }
      main { margin: 1.5rem; max-width: 38rem }
      h1 { margin: 0 0 .75rem; font-size: 1.6rem; line-height: 1.25 }
      h1 b { display: block; font-size: 3.5rem; line-height: 1.1; color: #57606a }
      p { margin: 0 0 1.5rem }
      small { color: #57606a }
      code { overflow-wrap: anywhere }
      @media (prefers-color-scheme: dark) {
        body { color: #e6e8eb; background: #16181c }
        h1 b, small { color: #9aa4af }
      }
      </style>
      </head>
      <body>
      <main>
      <h1><b>{status}</b> {reason}</h1>
      <p>SENTENCE</p>
      <small>Request id <code>{request-id}</code></small>
      </main>
      </body>
      </html>
      """;

  static final PageTemplate JSON =
      PageTemplate.json(
          "{\"status\":{status},\"error\":\"{reason}\",\"request_id\":\"{request-id}\"}\n");

  static final PageTemplate NOTHING_THERE = html("There is nothing at this address.");

  static final PageTemplate REFUSED = html("The server did not accept this request.");

  static final PageTemplate UNAVAILABLE =
      html("The server can't answer right now. Please try again in a moment.");

  private StandardPages() {}

  private static PageTemplate html(String sentence) {
    return PageTemplate.html(PAGE.replace("SENTENCE", sentence));
  }
}
