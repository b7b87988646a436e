package dev.banyan.server.exchange;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.caching.PrivateAnswer;
import dev.banyan.core.caching.SharedFreshness;
import dev.banyan.core.caching.Sharing;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.plan.IssuedCookie;
import dev.banyan.core.plan.IssuedCookie.Delivery;
import dev.banyan.server.telemetry.ExchangeRecord;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sets a minted sticky cookie on an answer, so that no shared cache gives it to others. Stateless.
 */
final class IssuedCookies {
  private static final LongSupplier WALL_MILLIS = System::currentTimeMillis;

  private IssuedCookies() {}

  /**
   * Sets {@code cookie} on a backend's answer, if it may be.
   *
   * @param edits what was changed of the answer so far, the route's changes too
   * @param encrypted whether the client's own connection is
   * @param record notes that the cookie was left out
   */
  static void set(
      HeaderEdits.Builder edits,
      @Nullable IssuedCookie cookie,
      boolean encrypted,
      ResponseHead answer,
      ExchangeRecord record) {
    if (cookie == null) {
      return;
    }
    Sharing sharing = SharedFreshness.of(answer, edits.build(), WALL_MILLIS.getAsLong());
    Delivery delivery = cookie.on(answer.status(), sharing);
    if (delivery == Delivery.SET_PRIVATELY) {
      PrivateAnswer.make(answer, edits);
    }
    deliver(delivery, edits, cookie, encrypted, record);
  }

  /**
   * Sets {@code cookie} on an answer of Banyan's own, if it may be.
   *
   * @param edits what is added to the answer, by the route too
   * @return the answer to give
   */
  static OwnAnswer set(
      HeaderEdits.Builder edits,
      @Nullable IssuedCookie cookie,
      boolean encrypted,
      OwnAnswer answer,
      ExchangeRecord record) {
    if (cookie == null) {
      return answer;
    }
    Sharing sharing = SharedFreshness.of(answer, edits.build(), WALL_MILLIS.getAsLong());
    Delivery delivery = cookie.on(answer.status(), sharing);
    OwnAnswer given =
        delivery == Delivery.SET_PRIVATELY ? PrivateAnswer.make(answer, edits) : answer;
    deliver(delivery, edits, cookie, encrypted, record);
    return given;
  }

  private static void deliver(
      Delivery delivery,
      HeaderEdits.Builder edits,
      IssuedCookie cookie,
      boolean encrypted,
      ExchangeRecord record) {
    switch (delivery) {
      case SET, SET_PRIVATELY -> edits.add("Set-Cookie", cookie.field(encrypted));
      case LEFT_OUT -> record.leaveOutCookie();
      case NOT_MODIFIED -> {}
    }
  }
}
