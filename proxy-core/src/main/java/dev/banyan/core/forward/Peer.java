package dev.banyan.core.forward;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.IpAddress;

/** The other end of a client's connection, as the socket shows it. Immutable. */
public final class Peer {
  private final byte[] address;
  private final String text;
  private final byte[] textBytes;
  private final boolean secure;
  private final int localPort;

  /**
   * A peer.
   *
   * @param address 4 or 16 bytes in network order; not to be changed
   * @param secure whether the connection is encrypted
   * @param localPort the port that it connected to
   */
  public Peer(byte[] address, boolean secure, int localPort) {
    this.address = IpAddress.unmapped(address);
    this.text = IpAddress.text(this.address);
    this.textBytes = Ascii.bytes(text);
    this.secure = secure;
    this.localPort = localPort;
  }

  /** The address: 4 or 16 bytes in network order; not to be changed. */
  public byte[] address() {
    return address;
  }

  /** The address as text, without a port. */
  public String text() {
    return text;
  }

  byte[] textBytes() {
    return textBytes;
  }

  /** Whether the connection is encrypted. */
  public boolean secure() {
    return secure;
  }

  /** The port that the peer connected to. */
  public int localPort() {
    return localPort;
  }
}
