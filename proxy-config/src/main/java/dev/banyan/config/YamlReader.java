package dev.banyan.config;

import dev.banyan.config.document.Span;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads one YAML document as written, without YAML's implicit types. Stateless. */
final class YamlReader {
  /** The largest file, in bytes: room for some ten thousand routes. */
  static final int MOST_BYTES = 4 << 20;

  /** What is said of a larger one. */
  static final String TOO_LARGE = "larger than 4 MiB";

  /** Deepest nesting; a table needs six levels. */
  static final int DEEPEST = 32;

  /** Most aliases of mappings and lists. */
  static final int MOST_ALIASES = 200;

  private YamlReader() {}

  /** The document's root, or null if there is none or it can't be read. */
  static @Nullable YamlValue read(SourceText source, Problems problems) {
    if (source.text().length() > MOST_BYTES) {
      problems.error(null, TOO_LARGE, null);
      return null;
    }
    try {
      LoaderOptions options = options();
      ParserImpl parser = new ParserImpl(new StreamReader(source.text()), options);
      Node root = new Composer(parser, new NoImplicitTypes(), options).getSingleNode();
      YamlTree tree = new YamlTree(source, problems);
      YamlValue value = root == null ? null : tree.value(root);
      return tree.isEndless() ? null : value;
    } catch (MarkedYAMLException e) {
      new SyntaxMessages(source, problems).report(e);
    } catch (ReaderException e) {
      Span span = source.span(source.offset(e.getPosition()), source.offset(e.getPosition() + 1));
      String character = String.format("U+%04X", e.getCodePoint());
      problems.error(span, "character " + character + " (expected: printable text)", null);
    } catch (YAMLException e) {
      problems.error(null, bound(String.valueOf(e.getMessage())), null);
    }
    return null;
  }

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(true);
    options.setCodePointLimit(MOST_BYTES);
    options.setNestingDepthLimit(DEEPEST);
    options.setMaxAliasesForCollections(MOST_ALIASES);
    return options;
  }

  private static String bound(String message) {
    if (message.startsWith("Nesting Depth")) {
      return "values are nested more than " + DEEPEST + " deep";
    }
    return message.startsWith("Number of aliases")
        ? "more than " + MOST_ALIASES + " aliases of mappings and lists"
        : message;
  }

  /** Leaves {@code on}, {@code 010} and {@code 12:30} alone. */
  private static final class NoImplicitTypes extends Resolver {
    @Override
    protected void addImplicitResolvers() {}
  }
}
