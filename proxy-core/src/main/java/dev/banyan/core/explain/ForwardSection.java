package dev.banyan.core.explain;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.backend.EndpointSpec;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.split.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says where a request is sent, and with what changes. Stateless. */
final class ForwardSection {
  private static final int MOST_URLS = 8;

  private ForwardSection() {}

  static Section of(Inquiry inquiry) {
    Section.Builder section = new Section.Builder("sent to");
    if (inquiry.side() == Side.NEW) {
      side(section, inquiry, Side.NEW);
    }
    side(section, inquiry, Side.LEGACY);
    if (inquiry.asksBoth()) {
      side(section, inquiry, Side.NEW);
    }
    return section.build();
  }

  private static void side(Section.Builder section, Inquiry inquiry, Side side) {
    String label = side.name().toLowerCase(Locale.ROOT);
    BackendSpec backend = inquiry.backend(side);
    Place place = side == Side.NEW ? inquiry.at(TableKey.NEW) : inquiry.atLegacy();
    section.say(label, backend.name(), place);
    section.say("", urls(backend), inquiry.at(side, TableKey.URL));
    HeaderEdits plain = inquiry.plain().request(side, inquiry.policy().override());
    HeaderEdits edits = inquiry.along().request(side, inquiry.policy().override());
    byte[] target = edits.target();
    if (target != null) {
      String path = "asked for " + Words.shown(target, 0, target.length);
      section.say("", path, inquiry.at(TableKey.REWRITE));
    }
    fields(section, inquiry, plain, edits);
  }

  private static String urls(BackendSpec backend) {
    String scheme = backend.scheme().secure() ? "https://" : "http://";
    List<EndpointSpec> endpoints = backend.endpoints();
    String urls =
        String.join(", ", endpoints.stream().limit(MOST_URLS).map(each -> scheme + each).toList());
    int more = endpoints.size() - MOST_URLS;
    return more > 0 ? urls + " and " + more + " more" : urls;
  }

  /** What the route changes beside what every hop does. */
  private static void fields(
      Section.Builder section, Inquiry inquiry, HeaderEdits plain, HeaderEdits edits) {
    RequestHead head = inquiry.head();
    List<String> removed = new ArrayList<>();
    for (int i = 0; i < head.fieldCount(); i++) {
      if (edits.removes(head, i) && !plain.removes(head, i)) {
        removed.add(Words.shown(head.name(i)));
      }
    }
    Place place = inquiry.at(TableKey.HEADERS);
    if (!removed.isEmpty()) {
      section.say("", "without " + String.join(", ", removed), place);
    }
    byte[] lines = edits.addedLines();
    String added = Ascii.string(lines, plain.addedLines().length, lines.length);
    added.lines().forEach(line -> section.say("", "with " + Words.shown(line), place));
  }
}
