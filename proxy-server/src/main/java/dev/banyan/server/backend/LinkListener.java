package dev.banyan.server.backend;

/**
 * Is told what operators should know of the way to endpoints. Called on any thread; must not wait.
 */
public interface LinkListener {
  /** Nobody listens. */
  LinkListener NONE =
      new LinkListener() {
        @Override
        public void insecure(String backend) {}

        @Override
        public void tlsFailed(String endpoint, String why) {}

        @Override
        public void loginRefused(String endpoint) {}
      };

  /** The certificates of a backend that begins to be served are not verified. */
  void insecure(String backend);

  /**
   * TLS failed; told once a minute for each endpoint.
   *
   * @param endpoint as {@code host:port}
   */
  void tlsFailed(String endpoint, String why);

  /**
   * An answer was refused that begins a login of the connection behind a trusted proxy; told once a
   * minute for each endpoint.
   *
   * @param endpoint as {@code host:port}
   */
  void loginRefused(String endpoint);
}
