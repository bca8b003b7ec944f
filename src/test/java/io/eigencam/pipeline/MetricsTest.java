package io.eigencam.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.dashboard.LiveKafka;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What Prometheus reads is a contract: dashboards and alerts name it. {@code docs/metrics.txt} says
 * which series there are, {@code docs/operating.md} what to do with them.
 */
@QuarkusTest
@QuarkusTestResource(LiveKafka.class)
@Timeout(180)
class MetricsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path PINNED = Path.of("docs", "metrics.txt");

  /** Some name cameras, which anybody may call anything. */
  private static final String HOSTILE = "x\"} 1\n# HELP eigencam_forged y\neigencam_forged{a=\"\\";

  private static final Pattern HELP = Pattern.compile("# HELP (eigencam_\\w+) (.*)");
  private static final Pattern TYPE = Pattern.compile("# TYPE (eigencam_\\w+) (\\w+)");
  private static final Pattern SAMPLE =
      Pattern.compile("(eigencam_\\w+?)(?:\\{((?:[^\"]|\"(?:[^\"\\\\]|\\\\.)*\")*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @ConfigProperty(name = "eigencam.registry.url")
  String registryUrl;

  @Inject Topics topics;

  @Test
  void shouldShowWhatTheDocumentsName() throws Exception {
    // Given
    List<String> pinned = Files.readAllLines(PINNED);

    // When
    try (KafkaProducer<String, byte[]> producer =
        StandaloneKafka.at(bootstrapServers, registryUrl).producer()) {
      for (byte[] value : List.of(Pictures.jpeg(64, 48), Pictures.gif())) {
        producer.send(new ProducerRecord<>(topics.cameraFrames().name(), HOSTILE, value)).get();
      }
    }

    // Then
    Set<String> wanted =
        pinned.stream()
            .filter(line -> !line.startsWith("#"))
            .collect(Collectors.toCollection(TreeSet::new));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Set<String> missing = new TreeSet<>(wanted);
              Set<String> shown = shown();
              missing.removeAll(shown);
              assertEquals(
                  Set.of(), missing, () -> "docs/metrics.txt says so, but shown is " + shown);
            });
  }

  @Test
  void shouldSayOfEachFigureWhatItIsFor() throws IOException {
    String operating = Files.readString(Path.of("docs", "operating.md"));
    Set<String> all = new TreeSet<>(shown());
    all.addAll(Files.readAllLines(PINNED));
    for (String line : all) {
      if (!line.startsWith("#")) {
        String name =
            line.substring(0, line.indexOf(' ')).replaceFirst("_seconds_max$", "_seconds");
        assertTrue(
            operating.contains("| `" + name + "` |"),
            () -> "docs/operating.md, \"Figures\", has no row for " + name);
      }
    }
  }

  /** A line per family: name, type, labels, help. */
  private static Set<String> shown() {
    // In OpenMetrics a family's name lacks the "_total" of its samples.
    String text =
        given()
            .accept("text/plain; version=0.0.4")
            .get("/q/metrics")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    Map<String, String> help = new TreeMap<>();
    Map<String, String> types = new TreeMap<>();
    Map<String, Set<String>> labels = new TreeMap<>();
    for (String line : text.lines().toList()) {
      Matcher described = HELP.matcher(line);
      Matcher typed = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (described.matches()) {
        help.put(described.group(1), described.group(2));
      } else if (typed.matches()) {
        types.put(typed.group(1), typed.group(2));
      } else if (sample.matches()) {
        Set<String> names =
            labels.computeIfAbsent(family(sample.group(1), types), f -> new TreeSet<>());
        Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
        while (label.find()) {
          if (!label.group(1).equals("le")) {
            names.add(label.group(1));
          }
        }
      } else {
        assertTrue(!line.startsWith("eigencam_"), () -> "unreadable: " + line);
      }
    }
    assertTrue(!types.containsKey("eigencam_forged"), "a camera's name became a figure");
    return types.entrySet().stream()
        .map(
            type ->
                "%s %s {%s} %s"
                    .formatted(
                        type.getKey(),
                        type.getValue(),
                        String.join(",", labels.getOrDefault(type.getKey(), Set.of())),
                        help.get(type.getKey())))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Of a histogram's parts, the histogram. */
  private static String family(String sample, Map<String, String> types) {
    String stem = sample.replaceFirst("_(bucket|count|sum)$", "");
    return "histogram".equals(types.get(stem)) ? stem : sample;
  }
}
