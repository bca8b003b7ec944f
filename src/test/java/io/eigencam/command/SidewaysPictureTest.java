package io.eigencam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.eigencam.frame.SidewaysPictures;
import java.awt.image.BufferedImage;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that say how they are to be turned give what the upright picture gives. */
@Timeout(180)
class SidewaysPictureTest {
  @TempDir private Path folder;

  @Test
  void shouldFindTheSameInAllEightOrientations() throws Exception {
    // Given one picture in every orientation
    BufferedImage upright = DrawnCells.image(320, 200);
    List<String> arguments = new ArrayList<>();
    arguments.add("detect");
    for (int orientation = 1; orientation <= 8; orientation++) {
      arguments.add(write(upright, orientation));
    }

    // When
    JsonNode answers = run(arguments);

    // Then
    JsonNode expected = answers.get(0);
    assertTrue(expected.path("detections").size() > 2, "the drawn cells are found");
    for (int i = 1; i < 8; i++) {
      assertEquals(320, answers.get(i).path("width").asInt());
      assertEquals(200, answers.get(i).path("height").asInt());
      assertEquals(expected.path("detections"), answers.get(i).path("detections"));
      assertEquals(expected.path("letterbox"), answers.get(i).path("letterbox"));
    }
  }

  @Test
  void shouldExplainTheUprightPicture() throws Exception {
    BufferedImage upright = DrawnCells.image(320, 200);

    JsonNode answers =
        run(List.of("explain", write(upright, 1), write(upright, 6), "--out", folder.toString()));

    // Then maps and sheets are those of the upright picture
    JsonNode layers = answers.get(0).path("layers");
    assertTrue(layers.size() >= 2);
    for (int i = 0; i < layers.size(); i++) {
      JsonNode turned = answers.get(1).path("layers").get(i);
      assertEquals(layers.get(i).path("sigma"), turned.path("sigma"));
      assertEquals(layers.get(i).path("cellToFrame"), turned.path("cellToFrame"));
    }
    BufferedImage sheet = ImageIO.read(folder.resolve("1-explained.png").toFile());
    BufferedImage turned = ImageIO.read(folder.resolve("6-explained.png").toFile());
    assertEquals(sheet.getWidth(), turned.getWidth());
    assertEquals(sheet.getHeight(), turned.getHeight());
    int x = sheet.getWidth() / 4;
    for (int y = sheet.getHeight() / 4; y < sheet.getHeight() - 80; y++) {
      assertEquals(sheet.getRGB(x, y), turned.getRGB(x, y), "sheets at " + x + ", " + y);
    }
  }

  private String write(BufferedImage upright, int orientation) throws Exception {
    Path file = folder.resolve(orientation + ".png");
    Files.write(file, SidewaysPictures.file(upright, "png", orientation, ByteOrder.LITTLE_ENDIAN));
    return file.toString();
  }

  private JsonNode run(List<String> arguments) throws Exception {
    System.setProperty("java.awt.headless", "true");
    List<String> all = new ArrayList<>(arguments);
    all.addAll(
        List.of(
            "--json",
            "--model",
            Path.of("demo-model", "saved_model").toString(),
            "--cache",
            folder.resolve("cache").toString()));
    return CommandRun.of(all).answer();
  }
}
