package io.eigencam.driftbenchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.camera.SourcePicture;
import io.eigencam.driftbenchmark.Clip.Part;
import io.eigencam.frame.PictureFormat;
import io.eigencam.infer.Pictures;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClipTest {

  private static List<SourcePicture> pictures(int count) {
    byte[] file = Pictures.png(8, 6, 1);
    return IntStream.range(0, count).mapToObj(i -> picture(i, file)).toList();
  }

  private static SourcePicture picture(int index, byte[] file) {
    return new SourcePicture(Duration.ofSeconds(index), PictureFormat.PNG, file);
  }

  @Test
  void shouldShareOutAllFramesAndNoneTwice() throws IOException {
    for (int frames : new int[] {24, 25, 61, 400}) {
      Clip clip = new Clip("gate", pictures(frames), 2);
      List<Integer> all = new ArrayList<>();
      for (Part part : Part.values()) {
        List<Integer> own = clip.pieces(part).stream().flatMap(List::stream).toList();
        assertEquals(own.size(), clip.frames(part));
        assertTrue(own.size() > frames / 5, part + " has " + own.size() + " of " + frames);
        all.addAll(own);
      }
      assertEquals(IntStream.range(0, frames).boxed().toList(), all.stream().sorted().toList());
    }
  }

  @Test
  void shouldCutPiecesOfTenSecondsAtMost() throws IOException {
    assertEquals(20, new Clip("gate", pictures(400), 2).pieces(Part.TEST).get(0).size());
    assertEquals(2, new Clip("gate", pictures(30), 2).pieces(Part.TEST).get(0).size());
  }

  @Test
  void shouldSayThatThereAreTooFewFrames() {
    IOException none = assertThrows(IOException.class, () -> new Clip("gate", List.of(), 2));
    IOException few = assertThrows(IOException.class, () -> new Clip("gate", pictures(23), 2));

    assertEquals("gate has no frames", none.getMessage());
    assertTrue(String.valueOf(few.getMessage()).contains("has 23 frames"), few.getMessage());
  }

  @Test
  void shouldNameThePictureOfAnotherSizeOrOfNone() throws IOException {
    List<SourcePicture> pictures = new ArrayList<>(pictures(30));
    pictures.set(7, picture(7, Pictures.png(9, 6, 1)));
    pictures.set(8, picture(8, new byte[] {1, 2, 3}));
    Clip clip = new Clip("gate", pictures, 2);

    IOException other = assertThrows(IOException.class, () -> clip.picture(7));
    IOException broken = assertThrows(IOException.class, () -> clip.picture(8));

    assertTrue(String.valueOf(other.getMessage()).contains("picture 7 is 9x6"));
    assertEquals("gate: picture 8 cannot be decoded", broken.getMessage());
  }
}
