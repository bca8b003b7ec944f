package io.eigencam.interop;

import static org.junit.jupiter.api.Assumptions.abort;

import io.eigencam.standalone.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * An Apicurio Registry server in a JVM of its own, started once per JVM of tests; its schemas live
 * in memory. The build unpacks it into {@code target/apicurio}.
 */
final class ApicurioServer {
  private static final Path FOLDER = Path.of("target", "apicurio").toAbsolutePath();

  private final Process process;
  private final String url;

  private ApicurioServer() throws IOException {
    int port = FreePorts.choose();
    url = "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xmx256m",
                    "-Dquarkus.http.host=127.0.0.1",
                    "-Dquarkus.http.port=" + port,
                    "-Dquarkus.log.level=WARN",
                    "-jar",
                    jar().toString()))
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(FOLDER.resolve("server.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    awaitReady();
  }

  private static final class Shared {
    static final ApicurioServer SERVER = start();

    private static ApicurioServer start() {
      try {
        return new ApicurioServer();
      } catch (IOException e) {
        throw new IllegalStateException("the Apicurio Registry server does not start", e);
      }
    }
  }

  /** The one of this JVM; skips the test where the build left the server out. */
  static ApicurioServer shared() {
    if (!Files.isDirectory(FOLDER)) {
      String line = "skipped: the Apicurio Registry server was left out of the build";
      System.out.println(line);
      abort(line);
    }
    return Shared.SERVER;
  }

  /** Address of its Confluent-compatible API. */
  String url() {
    return url;
  }

  private static Path jar() throws IOException {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(FOLDER, "*-runner.jar")) {
      return jars.iterator().next();
    }
  }

  private void awaitReady() {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/subjects"))
            .timeout(Duration.ofSeconds(5))
            .build();
    Awaitility.await("Apicurio Registry, see target/apicurio/server.log")
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () ->
                process.isAlive()
                    && http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()
                        == 200);
  }
}
