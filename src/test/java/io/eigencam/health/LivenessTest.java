package io.eigencam.health;

import static io.restassured.RestAssured.get;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.eigencam.dashboard.LiveKafka;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.Inference;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.infer.Detector;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A topology that stopped for good does not come back by itself: whoever watches must restart. */
@QuarkusTest
@QuarkusTestResource(LiveKafka.class)
@TestProfile(LivenessTest.WithBrokenLibrary.class)
@Timeout(180)
class LivenessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @ConfigProperty(name = "eigencam.registry.url")
  String registryUrl;

  @Inject Topics topics;

  /** What is wrong here concerns every frame and every thread. */
  public static final class WithBrokenLibrary implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
      return Set.of(BrokenLibrary.class);
    }
  }

  /** Loads, and fails at the first picture. */
  @Alternative
  @Singleton
  public static final class BrokenLibrary implements Detector {
    @Override
    public Inference infer(EncodedPicture picture) {
      throw new UnsatisfiedLinkError("scripted");
    }

    @Override
    public ModelIdentity model() {
      return new ModelIdentity("broken", "0".repeat(64), "detect", 64, 64);
    }

    @Override
    public List<String> classNames() {
      return List.of("cell");
    }

    @Override
    public void close() {
      // holds nothing
    }
  }

  @Test
  void shouldBeDownOnceTheTopologyHasStoppedForGood() throws Exception {
    // Given
    await().atMost(PATIENCE).untilAsserted(() -> get("/q/health/ready").then().statusCode(200));
    get("/q/health/live").then().statusCode(200).body("checks.name", hasItems("topology", "model"));

    // When
    ByteArrayOutputStream picture = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", picture);
    try (KafkaProducer<String, byte[]> producer =
        StandaloneKafka.at(bootstrapServers, registryUrl).producer()) {
      producer
          .send(
              new ProducerRecord<>(topics.cameraFrames().name(), "liveness", picture.toByteArray()))
          .get();
    }

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              get("/q/health/live").then().statusCode(503).body("status", equalTo("DOWN"));
              get("/q/health/ready")
                  .then()
                  .statusCode(503)
                  .body("checks.find { it.name == 'topology' }.data.state", equalTo("ERROR"));
            });
  }
}
