package dev.banyan.config;

import dev.banyan.config.document.AdminDocument;
import dev.banyan.config.document.ListenDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.Span;
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
        take(new Taken("listen", host(listen.host(), ""), listen.port()), taken, problems);
      }
    }
    Taken admin = admin(table.admin());
    if (admin != null) {
      take(admin, taken, problems);
    } else if (table.admin() == null && !says(table, TableKeys.ADMIN)) {
      checkStandardAdmin(taken, problems);
    }
  }

  private static void take(Taken wanted, List<Taken> taken, Problems problems) {
    taken.stream()
        .filter(wanted::isSameAs)
        .findFirst()
        .ifPresent(first ->
            problems.error(
                wanted.port.span(), wanted.message(first), "each needs a port of its own"));
    taken.add(wanted);
  }

  /** The admin port is open even where the table does not speak of it. */
  private static void checkStandardAdmin(List<Taken> taken, Problems problems) {
    Span nowhere = new Span(1, 1, 0, 0);
    int port = ListenKeys.ADMIN_PORT.standardValue();
    Taken admin =
        new Taken("admin", ListenKeys.ADMIN_HOST.standardValue(), new Located<>(port, nowhere));
    for (Taken listen : taken) {
      if (listen.isSameAs(admin)) {
        String message = "port: " + port + " (expected: another than that of admin)";
        String help = "give `admin` a port of its own, or write `admin: off`";
        problems.error(listen.port.span(), message, help);
      }
    }
  }

  private static @Nullable Taken admin(@Nullable AdminDocument admin) {
    return admin == null || admin.port() == null
        ? null
        : new Taken("admin", host(admin.host(), ListenKeys.ADMIN_HOST.standard()), admin.port());
  }

  private static String host(@Nullable Located<String> host, String otherwise) {
    return host == null ? otherwise : host.value();
  }

  private static boolean says(TableDocument table, Key<?> key) {
    return table.section().keys().containsKey(key.name());
  }

  /** A port that something listens at. */
  private record Taken(String owner, String host, Located<Integer> port) {
    boolean isSameAs(Taken other) {
      boolean sameHost =
          host.equals(other.host)
              || ALL_ADDRESSES.contains(host)
              || ALL_ADDRESSES.contains(other.host);
      return sameHost && port.value() != 0 && port.value().equals(other.port.value());
    }

    String message(Taken first) {
      String where = first.owner + " in line " + first.port.span().line();
      return "port: " + port.value() + " (expected: another than that of " + where + ")";
    }
  }
}
