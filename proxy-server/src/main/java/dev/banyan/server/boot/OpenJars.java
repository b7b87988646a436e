package dev.banyan.server.boot;

import java.io.IOException;
import java.util.Collections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens all jars of the class path. Stateless. */
final class OpenJars {
  private static final Logger LOG = LoggerFactory.getLogger(OpenJars.class);
  private static final String IN_NONE = "dev/banyan/is-in-no-jar";

  private OpenJars() {}

  /**
   * Opens them: the JDK opens a jar when it looks for a class there, and could not once files have
   * run out, which is when classes are needed that never were before.
   */
  static void now() {
    try {
      Collections.list(OpenJars.class.getClassLoader().getResources(IN_NONE));
    } catch (IOException e) {
      LOG.warn("jars of the class path can't be opened", e);
    }
  }
}
