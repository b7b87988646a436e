package dev.banyan.server.listen;

import dev.banyan.core.resilience.SlowestTakers;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;

/** The clients of one loop that have not taken all of their answers. Confined to the loop. */
final class SlowClients {
  private final AnswerMemory memory;
  private final Executor loop;
  private final Set<HeldAnswer> members = new LinkedHashSet<>();

  SlowClients(AnswerMemory memory, Executor loop) {
    this.memory = memory;
    this.loop = loop;
  }

  Executor loop() {
    return loop;
  }

  AnswerMemory memory() {
    return memory;
  }

  void add(HeldAnswer client) {
    members.add(client);
  }

  void remove(HeldAnswer client) {
    members.remove(client);
  }

  /** Those of them that have to go first, if so many bytes are to be freed. */
  SlowestTakers<HeldAnswer> slowest(long neededBytes) {
    SlowestTakers<HeldAnswer> slowest = new SlowestTakers<>(neededBytes);
    members.forEach(each -> each.show(slowest));
    return slowest;
  }
}
