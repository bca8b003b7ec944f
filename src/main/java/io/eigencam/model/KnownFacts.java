package io.eigencam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this very build of the program found out about a model by running it, kept beside the
 * derived models, so that the next start need not find it out again. Facts belong to the digest of
 * the model's files: another model, or another build, knows nothing. Who cannot read or write them
 * finds out again.
 */
public final class KnownFacts {
  private static final Logger LOG = LoggerFactory.getLogger(KnownFacts.class);

  private final @Nullable Path folder;
  private final String build;

  private KnownFacts(@Nullable Path folder, String build) {
    this.folder = folder;
    this.build = build;
  }

  /** Nothing is known and nothing is kept. */
  public static KnownFacts none() {
    return new KnownFacts(null, "");
  }

  /** Those in a folder; none while the program runs from loose classes, which may change. */
  public static KnownFacts in(Path folder) {
    return ProgramBuild.stamp().map(stamp -> in(folder, stamp)).orElseGet(KnownFacts::none);
  }

  static KnownFacts in(Path folder, String build) {
    return new KnownFacts(folder, build);
  }

  /** The answer to a question about a model, if it was kept. */
  public Optional<String> recall(String digest, String question) {
    return folder == null
        ? Optional.empty()
        : Optional.ofNullable(read(file(folder, digest)).getProperty(question));
  }

  /** Keeps an answer. */
  public void keep(String digest, String question, String answer) {
    if (folder == null) {
      return;
    }
    Path file = file(folder, digest);
    Properties facts = read(file);
    facts.setProperty(question, answer);
    Path whole = folder.resolve(file.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createDirectories(folder);
      try {
        try (OutputStream out = Files.newOutputStream(whole)) {
          facts.store(out, "found out by running the model; can be deleted");
        }
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(whole); // where there was no room for it
      }
    } catch (IOException e) {
      LOG.debug("What is known about a model cannot be kept in {}", folder, e);
    }
  }

  private Path file(Path place, String digest) {
    return place.resolve(digest + "-" + build + ".properties");
  }

  private static Properties read(Path file) {
    Properties facts = new Properties();
    if (Files.isRegularFile(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        facts.load(in);
      } catch (IOException | IllegalArgumentException e) {
        LOG.debug("What is known about a model cannot be read from {}", file, e);
        return new Properties();
      }
    }
    return facts;
  }
}
