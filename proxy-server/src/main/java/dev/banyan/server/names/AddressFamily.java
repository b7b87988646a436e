package dev.banyan.server.names;

import io.netty.handler.codec.dns.DnsRecordType;
import java.net.Inet4Address;
import java.net.InetAddress;

/** A kind of address, which name servers are asked for by itself. */
enum AddressFamily {
  IPV4("IPv4"),
  IPV6("IPv6");

  private final String label;

  AddressFamily(String label) {
    this.label = label;
  }

  /** Its name as people write it. */
  String label() {
    return label;
  }

  static AddressFamily of(InetAddress address) {
    return address instanceof Inet4Address ? IPV4 : IPV6;
  }

  /** The family that queries of this type ask for. */
  static AddressFamily of(DnsRecordType type) {
    return type.equals(DnsRecordType.A) ? IPV4 : IPV6;
  }
}
