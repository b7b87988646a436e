package dev.banyan.core.explain;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.forward.DirectAnswer;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.plan.PreflightSide;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.SideOverride;
import dev.banyan.core.split.Split;
import dev.banyan.core.split.StickyKey;
import dev.banyan.core.split.StickyValue;
import dev.banyan.core.split.Why;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says which side a request belongs to, in the order in which it is decided. Stateless. */
final class SideSection {
  private final Inquiry inquiry;
  private final RoutePolicy policy;
  private final RequestHead head;
  private final byte[] client;
  private final Section.Builder section = new Section.Builder("side");

  private SideSection(Inquiry inquiry) {
    this.inquiry = inquiry;
    this.policy = inquiry.policy();
    this.head = inquiry.head();
    this.client = inquiry.origin().address();
  }

  static Section of(Inquiry inquiry) {
    SideSection side = new SideSection(inquiry);
    side.decide();
    return side.section.build();
  }

  private void decide() {
    Why why = inquiry.plan().why();
    switch (why) {
      case REDIRECT -> answer("redirect", TableKey.REDIRECT);
      case RESPOND -> answer("respond", TableKey.RESPOND);
      case NO_NEW ->
          section.say("new", "none: nothing moves, legacy serves it", inquiry.at(TableKey.NEW));
      case KILL ->
          section.say("kill", "true: all of it stays on legacy", inquiry.at(TableKey.KILL));
      default -> split(why);
    }
  }

  private void answer(String label, TableKey key) {
    DirectAnswer direct = policy.actions().answer();
    OwnAnswer answer = inquiry.along().answer(Objects.requireNonNull(direct));
    String fields = Ascii.string(answer.fields(), 0, answer.fields().length);
    int end = fields.indexOf("\r\n");
    boolean location = fields.startsWith("Location: ");
    String where = location ? ", " + Words.shown(fields.substring(0, end)) : "";
    section.say(label, "Banyan answers " + answer.status() + where, inquiry.at(key));
  }

  private void split(Why why) {
    StickyValue value = sticky();
    if (value != null && list("always-legacy", Why.ALWAYS_LEGACY, value)) {
      return;
    }
    if (value != null && list("always-new", Why.ALWAYS_NEW, value)) {
      return;
    }
    if (policy.override() != null) {
      override(policy.override());
    }
    if (why != Why.OVERRIDE) {
      share(value);
    }
    if (inquiry.asksBoth()) {
      String text = "its user may be on either side: legacy is asked first, then perhaps new";
      section.say("preflight", text, null);
    }
  }

  /** Says where the value is found; the first source that has one counts. */
  private @Nullable StickyValue sticky() {
    List<StickyKey> keys = policy.sticky();
    for (int i = 0; i < keys.size(); i++) {
      StickyKey key = keys.get(i);
      StickyValue value = StickyValue.find(List.of(key), head, client);
      Place place = inquiry.at(TableKey.STICKY, i);
      if (inquiry.isPreflight() && PreflightSide.hides(key, inquiry.asked(), client)) {
        section.say("sticky", name(key) + " is not to be seen in a preflight", place);
        mayBeListed();
        return null;
      }
      if (value != null) {
        section.say("sticky", name(key) + " is " + text(value), place);
        return value;
      }
      boolean minted = inquiry.plan().issue() != null && isIssued(key);
      section.say(
          "sticky",
          name(key)
              + (minted
                  ? " is absent: one is minted, decides at once, and is set, unless caches give the"
                      + " answer to all"
                  : " is absent"),
          place);
    }
    if (keys.isEmpty()) {
      section.say("sticky", "nothing keeps a user on one side", inquiry.at(TableKey.STICKY));
    }
    return null;
  }

  private void mayBeListed() {
    String text = "perhaps: whoever has one of its values";
    if (!policy.lists().alwaysLegacy().isEmpty()) {
      section.say("always-legacy", text, inquiry.at(TableKey.ALWAYS_LEGACY));
    }
    if (!policy.lists().alwaysNew().isEmpty()) {
      section.say("always-new", text, inquiry.at(TableKey.ALWAYS_NEW));
    }
  }

  private static boolean isIssued(StickyKey key) {
    return key instanceof StickyKey.Cookie cookie && cookie.issue() != null;
  }

  private static String name(StickyKey key) {
    if (key instanceof StickyKey.Cookie cookie) {
      return "cookie " + cookie.name();
    }
    return key instanceof StickyKey.Header header ? "header " + header.name() : "client-ip";
  }

  private static String text(StickyValue value) {
    return MatchWords.quoted(Words.shown(value.bytes(), value.start(), value.end()));
  }

  /** Says whether a list settles the side; true if it does. */
  private boolean list(String label, Why which, StickyValue value) {
    Set<String> listed =
        which == Why.ALWAYS_NEW ? policy.lists().alwaysNew() : policy.lists().alwaysLegacy();
    TableKey key = which == Why.ALWAYS_NEW ? TableKey.ALWAYS_NEW : TableKey.ALWAYS_LEGACY;
    boolean found = policy.lists().find(value) == which;
    if (found) {
      int number = new TreeSet<>(listed).headSet(utf8(value)).size();
      section.say(label, text(value) + " is listed", inquiry.at(key, number));
    } else if (!listed.isEmpty()) {
      section.say(label, "not among " + Words.count(listed.size(), "value"), inquiry.at(key));
    }
    return found;
  }

  private static String utf8(StickyValue value) {
    return new String(
        value.bytes(), value.start(), value.end() - value.start(), StandardCharsets.UTF_8);
  }

  private void override(SideOverride override) {
    Place place = inquiry.at(TableKey.OVERRIDE);
    Side wanted = override.wanted(head);
    if (wanted == null) {
      boolean hidden =
          inquiry.isPreflight() && PreflightSide.hidesOverride(override, inquiry.asked(), client);
      String text = hidden ? "the request may choose a side" : "the request chooses no side";
      section.say("override", text, place);
      return;
    }
    boolean counts = override.find(head, client) == wanted;
    String who = inquiry.origin().text();
    String text =
        counts
            ? wanted.name().toLowerCase(Locale.ROOT)
                + ", as the request says; "
                + who
                + " may choose"
            : "does not count: " + who + " is not in `from`";
    section.say("override", text, place);
  }

  private void share(@Nullable StickyValue value) {
    boolean read = inquiry.byShareOfReads();
    int share = policy.split().share(read);
    String kind =
        policy.split().reads() == policy.split().writes() ? "" : read ? "reads " : "writes ";
    String users =
        share == 0
            ? ": everybody is on legacy"
            : share == Split.BUCKETS
                ? ": new serves everybody"
                : ": new serves the buckets below " + share;
    Place place = inquiry.at(read ? TableKey.SHARE_READS : TableKey.SHARE_WRITES);
    section.say("share", kind + Words.percent(share) + users, place);
    if (value != null) {
      bucket(value, share);
    } else if (inquiry.isDrawn()) {
      String whose = inquiry.plan().issue() == null ? "each request" : "each user, once";
      section.say(
          "bucket", "drawn at random for " + whose + ": new for " + Words.percent(share), null);
    }
  }

  private void bucket(StickyValue value, int share) {
    int bucket = value.bucket(policy.salt());
    String salted =
        policy.salt().isEmpty() ? "" : " with the salt " + MatchWords.quoted(policy.salt());
    String side =
        share > 0 && share < Split.BUCKETS
            ? (bucket < share ? ", below " : ", not below ") + share
            : "";
    Place place = policy.salt().isEmpty() ? null : inquiry.at(TableKey.SALT);
    section.say("bucket", bucket + " is that of " + text(value) + salted + side, place);
  }
}
