package dev.banyan.server.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.backend.EndpointSpec;
import dev.banyan.core.backend.LinkSpec;
import dev.banyan.core.backend.TlsSpec;
import dev.banyan.core.http.Scheme;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.names.NameListener;
import dev.banyan.server.names.NameSources;
import dev.banyan.server.names.Names;
import dev.banyan.server.transport.EventLoops;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.Security;
import dev.banyan.testkit.TestCertificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators are told of TLS. */
class LinkListenerTest {
  private final EventLoops loops = EventLoops.start(1);
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Links links =
      new Links(new Names(NameSources.system(), NameListener.NONE), new Recorder());

  private final class Recorder implements LinkListener {
    @Override
    public void insecure(String backend) {
      told.add("insecure " + backend);
    }

    @Override
    public void tlsFailed(String endpoint, String why) {
      told.add(endpoint + ": " + why);
    }

    @Override
    public void loginRefused(String endpoint) {
      told.add(endpoint + ": login refused");
    }
  }

  @AfterEach
  void stop() {
    loops.stop().awaitUninterruptibly();
    links.close();
  }

  private BackendBench bench(RawOrigin origin, TlsSpec tls) {
    EndpointSpec endpoint = new EndpointSpec(Scheme.HTTPS, "127.0.0.1", origin.port());
    return new BackendBench(loops, links, endpoint, new LinkSpec(LinkSpec.Resolve.AGAIN, tls));
  }

  private static void ask(BackendBench bench, String events) {
    BackendOwner owner = bench.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n", BackendPort.ANY_IDLE);
    owner.awaitEnd();
    assertTrue(owner.events().toString().contains(events), () -> owner.events().toString());
  }

  @Test
  void failuresOfAnEndpointAreToldOnceAMinute() {
    Security tls = Security.tls(TestCertificate.authority("unknown").issue("127.0.0.1"));
    try (RawOrigin origin = RawOrigin.start("new", tls, Answer.ok("hello"));
        BackendBench bench = bench(origin, TlsSpec.STANDARD)) {
      for (int i = 0; i < 3; i++) {
        ask(bench, FailureKind.TLS_FAILED.toString());
      }
      assertEquals(
          List.of(
              "127.0.0.1:"
                  + origin.port()
                  + ": unable to find valid certification path to requested target"),
          told);
    }
  }

  @Test
  void aCertificateThatNamesNoHostIsToldWithTheReason() {
    TestCertificate authority = TestCertificate.authority("ours");
    Security tls = Security.tls(authority.issueCommonName("shop.example"));
    TlsSpec spec = new TlsSpec(List.of(authority.certificate()), null, "shop.example", false);
    try (RawOrigin origin = RawOrigin.start("new", tls, Answer.ok("hello"));
        BackendBench bench = bench(origin, spec)) {
      ask(bench, FailureKind.TLS_FAILED.toString());
      assertEquals(
          List.of(
              "127.0.0.1:"
                  + origin.port()
                  + ": the certificate names no host in subjectAltName, and the common name of"
                  + " CN=shop.example does not count (RFC 9110 section 4.3.4)"),
          told);
    }
  }

  @Test
  void aBackendThatIsNotVerifiedIsToldOfUnlessNothingHasChanged() {
    TestCertificate certificate = TestCertificate.authority("unknown").issue("127.0.0.1");
    TlsSpec insecure = new TlsSpec(List.of(), null, null, true);
    try (RawOrigin origin = RawOrigin.start("new", Security.tls(certificate), Answer.ok("hi"));
        BackendBench bench = bench(origin, insecure)) {
      ask(bench, "head 200");
      assertEquals(List.of("insecure b"), told);
      BackendSpec spec = bench.backend().spec();
      bench.backend().reconfigured(spec);
      assertEquals(1, told.size());
    }
  }
}
