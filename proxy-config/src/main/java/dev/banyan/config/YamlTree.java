package dev.banyan.config;

import dev.banyan.config.YamlValue.Entry;
import dev.banyan.config.YamlValue.Mapping;
import dev.banyan.config.YamlValue.Scalar;
import dev.banyan.config.YamlValue.Sequence;
import dev.banyan.config.document.Span;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns SnakeYAML's nodes into {@link YamlValue}s, and reports what a table may not contain: double
 * keys, keys that are no words, tags, merge keys, a value inside itself. Confined to one load.
 */
final class YamlTree {
  private final SourceText source;
  private final Problems problems;
  private final IdentityHashMap<Node, YamlValue> done = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Boolean> inProgress = new IdentityHashMap<>();

  private boolean endless;

  YamlTree(SourceText source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /** The value of a node. An anchor's value is made once, wherever its aliases stand. */
  YamlValue value(Node node) {
    YamlValue known = done.get(node);
    if (known != null) {
      return known;
    }
    if (inProgress.put(node, true) != null) {
      problems.error(span(node), "an alias stands inside the value that it repeats", null);
      endless = true;
      return new Scalar("", true, span(node));
    }
    YamlValue value = convert(node);
    inProgress.remove(node);
    done.put(node, value);
    return value;
  }

  /** Whether a value holds itself, so that nothing can be made of the whole. */
  boolean isEndless() {
    return endless;
  }

  private YamlValue convert(Node node) {
    if (!isPlainTag(node.getTag())) {
      String tag = node.getTag().getValue().replace(Tag.PREFIX, "!!");
      problems.error(span(node), "tag `" + tag + "` (expected: no tags)", "remove it");
    }
    if (node instanceof MappingNode mapping) {
      return mapping(mapping);
    }
    if (node instanceof SequenceNode sequence) {
      return sequence(sequence);
    }
    ScalarNode scalar = (ScalarNode) node;
    return new Scalar(scalar.getValue(), !scalar.isPlain(), span(node));
  }

  private Sequence sequence(SequenceNode node) {
    List<YamlValue> items = new ArrayList<>();
    for (Node item : node.getValue()) {
      items.add(value(item));
    }
    Span span = items.isEmpty() ? span(node) : trimmed(node, items.get(items.size() - 1));
    return new Sequence(items, span, isFlow(node) || items.isEmpty() ? span : items.get(0).head());
  }

  private Mapping mapping(MappingNode node) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    Span span = span(node);
    Span head = span;
    for (NodeTuple tuple : node.getValue()) {
      YamlValue key = value(tuple.getKeyNode());
      YamlValue value = value(tuple.getValueNode());
      span = trimmed(node, value.span().end() > key.span().end() ? value : key);
      head = entries.isEmpty() ? key.head() : head;
      if (key instanceof Scalar word) {
        put(entries, new Entry(word, value));
      } else {
        problems.error(key.head(), "a key must be a word", quoteHint(key));
      }
    }
    return new Mapping(entries, isFlow(node), span, isFlow(node) ? span : head);
  }

  private void put(Map<String, Entry> entries, Entry entry) {
    String name = entry.key().text();
    if (name.equals("<<")) {
      String message = "merge key `<<` (expected: a key of the route table)";
      problems.error(entry.key().span(), message, "use `defaults` for what routes share");
      return;
    }
    Entry first = entries.putIfAbsent(name, entry);
    if (first != null) {
      String message = name + ": written twice (first in line " + first.key().span().line() + ")";
      problems.error(entry.key().span(), message, "keep one of them");
    }
  }

  private static String quoteHint(YamlValue key) {
    return key instanceof Mapping ? "quote what begins with `{`" : "quote what begins with `[`";
  }

  private static boolean isPlainTag(Tag tag) {
    return tag.equals(Tag.STR) || tag.equals(Tag.MAP) || tag.equals(Tag.SEQ);
  }

  private static boolean isFlow(CollectionNode<?> node) {
    return node.getFlowStyle() == FlowStyle.FLOW;
  }

  /** A block's own end mark is where the next token stands, behind comments and empty lines. */
  private Span trimmed(CollectionNode<?> node, YamlValue last) {
    Span whole = span(node);
    return isFlow(node) || last.span().end() < whole.start()
        ? whole
        : source.span(whole.start(), Math.min(whole.end(), last.span().end()));
  }

  private Span span(Node node) {
    return source.span(
        source.offset(node.getStartMark().getIndex()), source.offset(node.getEndMark().getIndex()));
  }
}
