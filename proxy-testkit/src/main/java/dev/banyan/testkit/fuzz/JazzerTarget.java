package dev.banyan.testkit.fuzz;

import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;

/** What Jazzer calls: hands each input to the {@link FuzzTests} that its argument names. */
public final class JazzerTarget {
  private static @Nullable FuzzTests target;

  private JazzerTarget() {}

  /** Called once, before the first input, with the name of a class. */
  public static void fuzzerInitialize(String[] args) throws ReflectiveOperationException {
    Constructor<?> constructor = Class.forName(args[0]).getDeclaredConstructor();
    constructor.setAccessible(true);
    target = (FuzzTests) constructor.newInstance();
  }

  /** Called with each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (target == null) {
      throw new IllegalStateException("target: none (expected: initialised before)");
    }
    target.check(input);
  }
}
