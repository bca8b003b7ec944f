package io.eigencam.interop;

import io.eigencam.standalone.StandaloneKafka;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Confluent's JavaScript client reads what we write. */
@Timeout(600)
class ConfluentJavaScriptTest {
  private final ClientEnvironment javaScript = ClientEnvironment.javaScript();

  @Test
  void shouldReadOurRecordsWithTheEmbeddedRegistry() throws Exception {
    new PublishedSamples(StandaloneKafka.shared().registryUrl())
        .shouldBeReadBy(javaScript, "read_records.js");
  }

  @Test
  void shouldReadOurRecordsWithApicurio() throws Exception {
    new PublishedSamples(ApicurioServer.shared().url())
        .shouldBeReadBy(javaScript, "read_records.js");
  }
}
