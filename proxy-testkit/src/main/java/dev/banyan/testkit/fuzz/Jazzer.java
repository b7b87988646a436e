package dev.banyan.testkit.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Runs Jazzer on a target, in a JVM of its own: from the corpus in the tree, with what it finds
 * interesting kept in {@code target/fuzz/NAME/corpus}. Confined to one thread.
 */
final class Jazzer {
  private static final String MAIN = "com.code_intelligence.jazzer.Jazzer";
  private static final int SHOWN_CHARACTERS = 6_000;

  private final Class<?> target;
  private final Path seeds;
  private final Path folder;

  private Jazzer(Class<?> target, Path seeds, Path folder) {
    this.target = target;
    this.seeds = seeds;
    this.folder = folder;
  }

  static Jazzer of(Class<?> target) {
    Path folder = Path.of("target", "fuzz", Corpus.name(target));
    return new Jazzer(target, Corpus.of(target).folder(), folder);
  }

  /** Writes an input that does not hold beside what Jazzer finds. */
  Path keep(byte[] input) throws IOException {
    Files.createDirectories(folder);
    return Files.write(
        folder.resolve("damaged-" + Integer.toHexString(Arrays.hashCode(input))), input);
  }

  /**
   * Runs it for {@code banyan.fuzz.seconds}.
   *
   * @throws AssertionError if an input was found, with the end of what Jazzer said
   */
  void run() throws IOException, InterruptedException {
    Path log = folder.resolve("log.txt");
    Files.createDirectories(folder.resolve("corpus"));
    Process process =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    if (process.waitFor() != 0) {
      String said = Files.readString(log, StandardCharsets.ISO_8859_1);
      String end = said.substring(Math.max(0, said.length() - SHOWN_CHARACTERS));
      throw new AssertionError("Jazzer, all of it in " + log.toAbsolutePath() + ":\n" + end);
    }
  }

  private List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx1g",
        "-XX:+EnableDynamicAgentLoading",
        "-cp",
        System.getProperty("java.class.path"),
        MAIN,
        "--target_class=" + JazzerTarget.class.getName(),
        "--target_args=" + target.getName(),
        "--instrumentation_includes=dev.banyan.core.**:dev.banyan.config.**:dev.banyan.server.**",
        "--reproducer_path=" + folder,
        "-artifact_prefix=" + folder + "/",
        "-max_total_time=" + Integer.getInteger("banyan.fuzz.seconds", 60),
        "-max_len=1024",
        "-timeout=30",
        "-rss_limit_mb=4096",
        "-print_final_stats=1",
        folder.resolve("corpus").toString(),
        seeds.toString());
  }
}
