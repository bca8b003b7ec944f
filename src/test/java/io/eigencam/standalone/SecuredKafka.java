package io.eigencam.standalone;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * The embedded broker with two more doors: TLS that wants a client's certificate, and TLS with a
 * user and a password, by SCRAM-SHA-512 or PLAIN.
 */
public final class SecuredKafka implements AutoCloseable {
  /** Who may enter through the second door. */
  public static final String USER = "ann";

  /** With this. */
  public static final String PASSWORD = "br0ker-Pa$$w0rd";

  private final EmbeddedBroker broker;
  private final int mutualPort;
  private final int passwordPort;

  /**
   * @param server the broker's key and certificate
   * @param trust whose certificates are let in
   */
  public SecuredKafka(Path folder, Path server, Path trust) throws Exception {
    mutualPort = FreePorts.choose();
    passwordPort = FreePorts.choose();
    broker = EmbeddedBroker.start(folder, 0, properties -> addDoors(properties, server, trust));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }

  private void addDoors(Properties broker, Path server, Path trust) {
    String doors =
        ",MUTUAL://127.0.0.1:%d,PASSWORD://127.0.0.1:%d".formatted(mutualPort, passwordPort);
    broker.merge("listeners", doors, (a, b) -> "" + a + b);
    broker.merge("advertised.listeners", doors, (a, b) -> "" + a + b);
    broker.merge(
        "listener.security.protocol.map", ",MUTUAL:SSL,PASSWORD:SASL_SSL", (a, b) -> "" + a + b);
    broker.put("ssl.keystore.location", server.toString());
    broker.put("ssl.keystore.password", Certificates.PASSWORD);
    broker.put("ssl.key.password", Certificates.PASSWORD);
    broker.put("ssl.truststore.location", trust.toString());
    broker.put("ssl.truststore.password", Certificates.PASSWORD);
    broker.put("listener.name.mutual.ssl.client.auth", "required");
    broker.put("sasl.enabled.mechanisms", "SCRAM-SHA-512,PLAIN");
    broker.put("listener.name.password.sasl.enabled.mechanisms", "SCRAM-SHA-512,PLAIN");
    broker.put(
        "listener.name.password.scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    broker.put(
        "listener.name.password.plain.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\";"
            .formatted(USER, PASSWORD));
  }

  /** The door for everybody. */
  public String open() {
    return broker.bootstrapServers();
  }

  /** The door for those with a certificate. */
  public String mutual() {
    return "127.0.0.1:" + mutualPort;
  }

  /** The door for those with a password. */
  public String password() {
    return "127.0.0.1:" + passwordPort;
  }

  /** What a client says about its password. */
  public static String jaas(String mechanism, String user, String password) {
    String module = mechanism.equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
    return "org.apache.kafka.common.security.%s required username=\"%s\" password=\"%s\";"
        .formatted(module, user, password);
  }

  @Override
  public void close() {
    broker.close();
  }
}
