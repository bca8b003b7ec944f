package io.eigencam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.config.EigencamConfig;
import io.eigencam.decode.PictureDecoder;
import io.eigencam.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ServiceSettingsTest {
  private final Properties before = (Properties) System.getProperties().clone();
  @TempDir private Path folder;

  @AfterEach
  void restore() {
    System.setProperties(before);
  }

  @Test
  void shouldLetAFlagCountBeforeTheFileAndThatBeforeTheDefault() throws IOException {
    // Given
    Path file =
        write("eigencam.model.confidence=0.4\neigencam.model.iou=0.6\nkafka.client.id=mine\n");
    ServiceSettings.flag("eigencam.model.confidence", 0.5);
    ServiceSettings.flag("eigencam.explain.component", null);

    // When
    ServiceSettings settings = ServiceSettings.apply(file);

    // Then
    assertEquals(0.5, settings.eigencam().model().confidence());
    assertEquals(0.6, settings.eigencam().model().iou());
    assertEquals(300, settings.eigencam().model().maxDetections());
    assertEquals(List.of("p3", "p4", "p5"), settings.eigencam().explain().layers());
    assertEquals(Duration.ofSeconds(5), settings.eigencam().registry().requestTimeout());
    assertEquals("mine", settings.kafka().get("client.id"));
    assertEquals("0.5", System.getProperty("eigencam.model.confidence"));
    assertEquals("0.6", System.getProperty("eigencam.model.iou"), "for the application to read");
    assertNull(System.getProperty("eigencam.explain.component"));
  }

  @Test
  void shouldReadSecretsFromAFolderAsTheyAre() throws IOException {
    // Given: what would be replaced in a settings file, and what lies beside secrets when mounted
    String secret = "p$$w\\ord ${user.home} ä";
    Path secrets = Files.createDirectory(folder.resolve("secrets"));
    Files.writeString(secrets.resolve("eigencam.registry.password"), secret + "\n");
    Files.writeString(secrets.resolve("kafka.sasl.jaas.config"), "a.Module required;");
    Files.write(secrets.resolve("ca.p12"), new byte[] {(byte) 0xff, 0});
    Files.createDirectory(secrets.resolve("..data"));
    Path file = write("eigencam.registry.password=file\neigencam.registry.user=ann\n");

    // When
    ServiceSettings settings = ServiceSettings.apply(file, secrets);

    // Then
    assertEquals(secret, settings.eigencam().registry().password().orElseThrow());
    assertEquals("ann", settings.eigencam().registry().user().orElseThrow());
    assertEquals("a.Module required;", settings.kafka().get("sasl.jaas.config"));
    assertEquals(
        secret,
        ServiceSettings.apply(null).eigencam().registry().password().orElseThrow(),
        "for the application to read");
  }

  @Test
  void shouldNameASecretThatDoesNotExistWithoutTellingIt() throws IOException {
    Path secrets = Files.createDirectory(folder.resolve("secrets"));
    Files.writeString(secrets.resolve("eigencam.registry.pasword"), "s3cret");

    IOException refusal =
        assertThrows(IOException.class, () -> ServiceSettings.apply(null, secrets));

    assertTrue(refusal.getMessage().contains("eigencam.registry.pasword"), refusal.getMessage());
    assertFalse(refusal.getMessage().contains("s3cret"), refusal.getMessage());
    assertThrows(IOException.class, () -> ServiceSettings.apply(null, folder.resolve("nowhere")));
  }

  @Test
  void shouldNameASettingThatDoesNotExist() throws IOException {
    Path file = write("eigencam.model.confidense=0.4\n");

    IOException refusal = assertThrows(IOException.class, () -> ServiceSettings.apply(file));

    assertTrue(refusal.getMessage().contains("eigencam.model.confidense"), refusal.getMessage());
  }

  @Test
  void shouldNameASettingThatIsNoNumber() throws IOException {
    Path file = write("eigencam.model.iou=much\n");

    IOException refusal = assertThrows(IOException.class, () -> ServiceSettings.apply(file));

    assertTrue(refusal.getMessage().contains("eigencam.model.iou"), refusal.getMessage());
  }

  @Test
  void shouldTakeTheShippedModelOfTheInstallation() throws IOException {
    ServiceSettings.flag("eigencam.home", folder);

    assertEquals(
        folder.resolve("demo-model/saved_model"),
        ServiceSettings.apply(null).eigencam().model().folder());
  }

  @Test
  void shouldTakeByDefaultWhatTheTopicOfFramesTakes() throws IOException {
    EigencamConfig.DecodeConfig decode = ServiceSettings.apply(null).eigencam().decode();

    assertEquals(Topics.MAX_FRAME_BYTES, decode.maxBytes());
    assertEquals(PictureDecoder.DEFAULT_MAX_PIXELS, decode.maxPixels());
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("settings.properties"), text);
  }
}
