package dev.banyan.server.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Handles signals of the operating system. The JDK has no supported way: this one, in its module
 * {@code jdk.unsupported} since Java 1.2, is used by reflection, because a mention of it can't be
 * compiled without a warning.
 */
final class Signals {
  private static final String SIGNAL = "sun.misc.Signal";
  private static final String HANDLER = "sun.misc.SignalHandler";

  private Signals() {}

  /**
   * Has a signal handled, each time it comes, on a thread of its own.
   *
   * @param name without {@code SIG}, as in {@code HUP}
   * @return false if this JVM or system can't
   */
  static boolean handle(String name, Runnable handler) {
    try {
      Class<?> signalType = Class.forName(SIGNAL);
      Class<?> handlerType = Class.forName(HANDLER);
      Object proxy =
          Proxy.newProxyInstance(
              handlerType.getClassLoader(),
              new Class<?>[] {handlerType},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  handler.run();
                  return null;
                }
                return ofObject(self, method, arguments);
              });
      Object signal = signalType.getConstructor(String.class).newInstance(name);
      signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, proxy);
      return true;
    } catch (ReflectiveOperationException | LinkageError e) {
      return false;
    }
  }

  /** The methods of {@link Object}, which a proxy is asked for too. */
  @SuppressWarnings("ReferenceEquality") // a proxy equals itself only
  private static Object ofObject(Object self, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> self == arguments[0];
      case "hashCode" -> System.identityHashCode(self);
      default -> HANDLER;
    };
  }
}
