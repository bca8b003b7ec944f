package io.eigencam.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A second process that uses a cache: FOLDER [hang]. */
final class ModelCacheProcess {
  private ModelCacheProcess() {}

  public static void main(String... arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    boolean hang = arguments.length > 1;
    new ModelCache(folder)
        .get(
            "ab12",
            "live-1",
            empty -> {
              Files.writeString(
                  folder.resolve("builds"),
                  "built\n",
                  StandardOpenOption.CREATE,
                  StandardOpenOption.APPEND);
              Files.writeString(empty.resolve("saved_model.pb"), "model");
              if (hang) {
                waitToBeKilled();
              }
            });
  }

  private static void waitToBeKilled() {
    try {
      new CountDownLatch(1).await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
