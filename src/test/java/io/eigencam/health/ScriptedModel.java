package io.eigencam.health;

import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.infer.Detector;
import io.eigencam.pipeline.ModelCalls;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;

/** Finds nothing; hangs when a test wants it. Watched as the application's own model is. */
@Alternative
@Singleton
public final class ScriptedModel implements Detector {
  private final AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));
  private final Detector watched;

  ScriptedModel(ModelCalls calls) {
    this.watched = calls.watch(new Script());
  }

  /** From now on each call waits for that, at most two minutes. */
  void waitsFor(CountDownLatch latch) {
    gate.set(latch);
  }

  static byte[] picture() {
    ByteArrayOutputStream picture = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", picture);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return picture.toByteArray();
  }

  private final class Script implements Detector {
    @Override
    public Inference infer(EncodedPicture picture) {
      try {
        if (!gate.get().await(2, TimeUnit.MINUTES)) {
          throw new IllegalStateException("never released");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return new Inference(
          Letterbox.fit(picture.size(), 64, 64), List.of(), 0, List.of(), List.of());
    }

    @Override
    public ModelIdentity model() {
      return new ModelIdentity("scripted", "0".repeat(64), "detect", 64, 64);
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

  @Override
  public Inference infer(EncodedPicture picture) throws FrameRejected {
    return watched.infer(picture);
  }

  @Override
  public ModelIdentity model() {
    return watched.model();
  }

  @Override
  public List<String> classNames() {
    return watched.classNames();
  }

  @Override
  public void close() {
    watched.close();
  }
}
