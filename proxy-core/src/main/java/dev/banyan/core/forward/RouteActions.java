package dev.banyan.core.forward;

import dev.banyan.core.http.RequestHead;
import dev.banyan.core.routing.PathView;
import dev.banyan.core.split.Side;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a route does with a request beside sending it to a side. Immutable. */
public final class RouteActions {
  /** Everything goes through as it is. */
  public static final RouteActions NONE = new RouteActions(new Builder());

  private final @Nullable PathRewrite legacy;
  private final @Nullable PathRewrite newSide;
  private final FieldRules request;
  private final FieldRules response;
  private final @Nullable DirectAnswer answer;
  private final List<TemplatePart.Capture> captures;

  private RouteActions(Builder builder) {
    legacy = builder.legacy;
    newSide = builder.newSide;
    request = builder.request;
    response = builder.response;
    answer = builder.answer;
    captures = List.copyOf(builder.captures());
  }

  /** Starts with nothing. */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether there is nothing to do. */
  public boolean isNone() {
    return legacy == null
        && newSide == null
        && answer == null
        && request.isEmpty()
        && response.isEmpty();
  }

  /** Whether the route answers by itself, and with what; null if it asks a backend. */
  public @Nullable DirectAnswer answer() {
    return answer;
  }

  /** What is changed of the fields of requests. */
  public FieldRules request() {
    return request;
  }

  /** What is changed of the fields of answers, whoever gives them. */
  public FieldRules response() {
    return response;
  }

  /** What becomes of path and query on the way to a side; null if they stay. */
  public @Nullable PathRewrite rewrite(Side side) {
    return side == Side.NEW ? newSide : legacy;
  }

  /**
   * Whether all readings of a request's path agree on what the actions make of it. If not, the
   * client is answered 400.
   */
  public boolean admits(RequestHead head, TemplateValues values) {
    return (legacy == null || legacy.admits(head, values))
        && (newSide == null || Objects.equals(newSide, legacy) || newSide.admits(head, values))
        && (!(answer instanceof Redirect redirect) || redirect.admits(head, values))
        && agreesOnCaptures(head, values);
  }

  private boolean agreesOnCaptures(RequestHead head, TemplateValues values) {
    if (captures.isEmpty()) {
      return true;
    }
    PathView path = PathView.of(head);
    for (TemplatePart.Capture capture : captures) {
      if (!AgreedPath.agrees(path, (view, out) -> capture.write(view, values, out.add('/')))) {
        return false;
      }
    }
    return true;
  }

  /** Whether what becomes of a request depends on how its path is read. */
  public boolean readsPath() {
    return legacy != null || newSide != null || answer instanceof Redirect || !captures.isEmpty();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof RouteActions other
        && Objects.equals(legacy, other.legacy)
        && Objects.equals(newSide, other.newSide)
        && request.equals(other.request)
        && response.equals(other.response)
        && Objects.equals(answer, other.answer);
  }

  @Override
  public int hashCode() {
    return Objects.hash(legacy, newSide, request, response, answer);
  }

  /** Gathers actions. Confined to one thread. */
  public static final class Builder {
    private @Nullable PathRewrite legacy;
    private @Nullable PathRewrite newSide;
    private FieldRules request = FieldRules.NONE;
    private FieldRules response = FieldRules.NONE;
    private @Nullable DirectAnswer answer;

    private Builder() {}

    /** Rewrites what goes to legacy, and what goes to new; null leaves it as it is. */
    public Builder rewrite(@Nullable PathRewrite toLegacy, @Nullable PathRewrite toNew) {
      legacy = toLegacy;
      newSide = toNew;
      return this;
    }

    /** Changes fields of requests, and of responses. */
    public Builder fields(FieldRules ofRequests, FieldRules ofResponses) {
      request = ofRequests;
      response = ofResponses;
      return this;
    }

    /** Answers by itself. */
    public Builder answer(DirectAnswer direct) {
      answer = direct;
      return this;
    }

    /** The actions gathered so far. */
    public RouteActions build() {
      RouteActions actions = new RouteActions(this);
      return actions.isNone() ? NONE : actions;
    }

    private Set<TemplatePart.Capture> captures() {
      Set<TemplatePart.Capture> all = new LinkedHashSet<>();
      request.collect(all);
      response.collect(all);
      if (legacy != null) {
        legacy.collect(all);
      }
      if (newSide != null) {
        newSide.collect(all);
      }
      if (answer instanceof Redirect redirect) {
        redirect.collect(all);
      }
      return all;
    }
  }
}
