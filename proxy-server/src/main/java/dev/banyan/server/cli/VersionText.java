package dev.banyan.server.cli;

import picocli.CommandLine.IVersionProvider;

/** Tells which Banyan this is, and what it runs on. */
final class VersionText implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = VersionText.class.getPackage().getImplementationVersion();
    return new String[] {
      "banyan %s (Java %s, %s %s)"
          .formatted(
              version == null ? "unreleased" : version,
              System.getProperty("java.version"),
              System.getProperty("os.name"),
              System.getProperty("os.arch"))
    };
  }
}
