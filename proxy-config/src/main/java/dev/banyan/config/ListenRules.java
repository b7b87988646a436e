package dev.banyan.config;

import dev.banyan.config.document.AdminDocument;
import dev.banyan.config.document.ListenDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.TableDocument;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks that no two ports are the same one. Stateless. */
final class ListenRules {
  private static final List<String> ALL_ADDRESSES = List.of("", "0.0.0.0", "::");

  private ListenRules() {}

  static void check(TableDocument table, Problems problems) {
    List<Taken> taken = new ArrayList<>();
    for (ListenDocument listen : table.listen()) {
      if (listen.port() != null) {
        Taken wanted = new Taken(host(listen.host(), ""), listen.port());
        for (Taken first : taken) {
          reportIfSame(wanted, "`listen` in line " + first.line(), first, problems);
        }
        taken.add(wanted);
      }
    }
    if (says(table, TableKeys.ADMIN)) {
      checkAdmin(table.admin(), taken, problems);
    } else {
      checkStandardAdmin(taken, problems);
    }
  }

  private static void checkAdmin(
      @Nullable AdminDocument admin, List<Taken> taken, Problems problems) {
    if (admin == null || admin.off()) {
      return;
    }
    Located<Integer> port =
        admin.port() == null
            ? new Located<>(ListenKeys.ADMIN_PORT.standardValue(), admin.span())
            : admin.port();
    Taken wanted = new Taken(host(admin.host(), ListenKeys.ADMIN_HOST.standard()), port);
    for (Taken first : taken) {
      reportIfSame(wanted, "`listen` in line " + first.line(), first, problems);
    }
  }

  /** The admin port is open even where the table does not speak of it. */
  private static void checkStandardAdmin(List<Taken> taken, Problems problems) {
    Located<Integer> port =
        new Located<>(ListenKeys.ADMIN_PORT.standardValue(), RouteCompiler.NOWHERE);
    Taken admin = new Taken(ListenKeys.ADMIN_HOST.standard(), port);
    taken.forEach(
        listen -> reportIfSame(listen, "`admin`, which is open unless off", admin, problems));
  }

  private static void reportIfSame(Taken wanted, String owner, Taken first, Problems problems) {
    if (wanted.isSameAs(first)) {
      String expected = " (expected: another port than that of " + owner + ")";
      problems.error(wanted.port.span(), "port: " + wanted.port.value() + expected, null);
    }
  }

  private static String host(@Nullable Located<String> host, String otherwise) {
    return host == null ? otherwise : host.value();
  }

  private static boolean says(TableDocument table, Key<?> key) {
    return table.section().keys().containsKey(key.name());
  }

  /** A port that something listens at. */
  private record Taken(String host, Located<Integer> port) {
    boolean isSameAs(Taken other) {
      boolean sameHost =
          host.equals(other.host)
              || ALL_ADDRESSES.contains(host)
              || ALL_ADDRESSES.contains(other.host);
      return sameHost && port.value() != 0 && port.value().equals(other.port.value());
    }

    int line() {
      return port.span().line();
    }
  }
}
