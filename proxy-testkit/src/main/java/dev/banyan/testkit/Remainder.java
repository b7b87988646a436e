package dev.banyan.testkit;

/**
 * What came on a connection until it ended.
 *
 * @param bytes the bytes
 * @param ending {@link Ending#FIN} or {@link Ending#RESET}
 */
public record Remainder(CapturedBody bytes, Ending ending) {}
