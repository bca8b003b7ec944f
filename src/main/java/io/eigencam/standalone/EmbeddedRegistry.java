package io.eigencam.standalone;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.eigencam.access.Origin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry inside this JVM that speaks Confluent's REST API, for Avro, reachable from this
 * machine only. What is registered survives restarts.
 */
public final class EmbeddedRegistry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final int THREADS = 8;

  private final HttpServer server;
  private final ExecutorService threads;
  private final SchemaJournal journal;
  private final RegistryRoutes routes;

  private EmbeddedRegistry(HttpServer server, SchemaJournal journal) {
    this.server = server;
    this.journal = journal;
    this.routes = new RegistryRoutes(new SchemaStore(journal));
    AtomicInteger count = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "schema-registry-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Starts a registry on a port that the system chooses. */
  public static EmbeddedRegistry start(Path dataFolder) {
    return start(dataFolder, 0);
  }

  /**
   * Starts a registry; returns when it takes requests.
   *
   * @param dataFolder must exist; holds the file {@code schemas.jsonl}
   * @param port 0 for one that the system chooses
   * @throws StandaloneException if the port is taken or the folder cannot be used
   */
  public static EmbeddedRegistry start(Path dataFolder, int port) {
    HttpServer server;
    try {
      server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
    } catch (IOException e) {
      throw new StandaloneException(
          "port %d is taken; stop what listens there or name another".formatted(port), e);
    }
    try {
      return new EmbeddedRegistry(server, SchemaJournal.open(dataFolder.resolve("schemas.jsonl")));
    } catch (RuntimeException e) {
      server.stop(0);
      throw e;
    }
  }

  /** Address for {@code schema.registry.url}. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      try {
        checkCaller(exchange.getRequestHeaders());
        RegistryRequest request = RegistryRequest.of(exchange);
        send(exchange, 200, routes.answer(request).toString());
      } catch (RegistryError e) {
        send(exchange, e.status(), RegistryJson.error(e).toString());
      } catch (RuntimeException e) {
        LOG.error("The embedded schema registry failed on a request", e);
        RegistryError error = RegistryError.storeFailed("internal error; see the log");
        send(exchange, error.status(), RegistryJson.error(error).toString());
      }
    } catch (IOException e) {
      LOG.debug("A client of the embedded schema registry went away", e);
    }
  }

  private static void checkCaller(Headers headers) {
    if (!Origin.isLocal(headers.getFirst("Host"), Set.of())) {
      throw RegistryError.forbidden("Only for programs on this machine, as http://127.0.0.1.");
    }
    if (!Origin.isLocalPage(headers.getFirst("Origin"))) {
      throw RegistryError.forbidden("Not for pages of other sites.");
    }
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    try {
      journal.close();
    } catch (IOException e) {
      throw new StandaloneException("cannot close the schema journal: " + e.getMessage(), e);
    }
  }
}
