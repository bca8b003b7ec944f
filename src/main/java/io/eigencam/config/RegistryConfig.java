package io.eigencam.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The schema registry, and who writes messages. */
public interface RegistryConfig {

  /**
   * Base address of a registry that speaks Confluent's REST interface, for example {@code
   * http://registry:8081}; of an Apicurio registry {@code http://registry:8080/apis/ccompat/v7}.
   */
  @WithDefault("http://127.0.0.1:8081")
  String url();

  /** User of the registry, if it asks for one (basic authentication). Default: none. */
  Optional<String> user();

  /** Password of that user. Default: none. */
  Optional<String> password();

  /** Token of the registry, if it asks for one (bearer authentication). Default: none. */
  Optional<String> token();

  /** Whom to trust and what to show at an address that begins with https. */
  TlsConfig tls();

  /** How long to wait for a connection. Default: 2 seconds. */
  @WithDefault("2s")
  Duration connectTimeout();

  /** How long to wait for an answer. Default: 5 seconds. */
  @WithDefault("5s")
  Duration requestTimeout();

  /** Whether schemas that the registry lacks are registered at the first write. Default: yes. */
  @WithDefault("true")
  boolean autoRegister();

  /**
   * Class name of another Kafka {@code Serializer} for Avro values, such as {@code
   * io.confluent.kafka.serializers.KafkaAvroSerializer}, which must lie on the class path. It is
   * given {@code schema.registry.url} and everything below {@code kafka}. Default: our own.
   */
  Optional<String> serializer();

  /**
   * Class name of another Kafka {@code Deserializer} for Avro values, such as {@code
   * io.confluent.kafka.serializers.KafkaAvroDeserializer}. Frames from outside are always read by
   * our own, which bears hostile bytes. Default: our own.
   */
  Optional<String> deserializer();

  /** Files that hold certificates: JKS or PKCS12, or PEM where the name ends with .pem. */
  interface TlsConfig {
    /** Certificates of whom we trust. Default: Java's own. */
    Optional<String> truststore();

    /** Its password. Default: none. */
    Optional<String> truststorePassword();

    /** Our own certificate with its key, if the registry asks for one. Default: none. */
    Optional<String> keystore();

    /** The password of that file, and of the key in it. Default: none. */
    Optional<String> keystorePassword();
  }
}
