package dev.banyan.server.e2e.http;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.OriginExchange;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An intranet application as on IIS: it knows its user by the connection. NTLM takes three rounds,
 * Negotiate one. Whom it takes a request for stands in the body of its answer.
 */
final class LoginOrigin implements Behavior {
  private final Map<Integer, String> users = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> challenges = new ConcurrentHashMap<>();

  @Override
  public void handle(OriginExchange exchange) throws IOException {
    int connection = exchange.connection();
    String[] words = exchange.headers().first("Authorization").orElse("").split(" ", -1);
    if (words.length == 3 && words[1].equals("hello")) {
      challenges.put(connection, connection * 7);
      challenge("NTLM " + connection * 7).handle(exchange);
    } else if (words.length == 4 && words[1].equals("proof")) {
      boolean mine = words[3].equals(String.valueOf(challenges.remove(connection)));
      (mine ? welcome(connection, words[2]) : challenge("NTLM")).handle(exchange);
    } else if (words.length == 2 && words[0].equalsIgnoreCase("Negotiate")) {
      welcome(connection, words[1]).header("WWW-Authenticate", "Negotiate done").handle(exchange);
    } else if (users.containsKey(connection)) {
      welcome(connection, users.get(connection)).handle(exchange);
    } else {
      challenge("Negotiate, NTLM").handle(exchange);
    }
  }

  private Answer welcome(int connection, String user) {
    users.put(connection, user);
    return Answer.ok(user);
  }

  private static Answer challenge(String challenge) {
    return Answer.status(401).header("WWW-Authenticate", challenge).body("who?");
  }
}
