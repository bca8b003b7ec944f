package io.eigencam.pipeline;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Takes traces as an OpenTelemetry collector does, by OTLP over HTTP, and gives them back: requests
 * one behind the other are one request in protobuf.
 */
public final class TraceCollector implements QuarkusTestResourceLifecycleManager {
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private HttpServer server;

  /** Everything that a collector has received so far. */
  static List<Span> spans(String endpoint) throws IOException {
    try (InputStream all = URI.create(endpoint).resolve("/received").toURL().openStream()) {
      return ExportTraceServiceRequest.parseFrom(all).getResourceSpansList().stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .flatMap(scope -> scope.getSpansList().stream())
          .toList();
    }
  }

  @Override
  public Map<String, String> start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v1/traces", this::take);
    server.createContext("/received", this::give);
    server.start();
    return Map.of(
        "quarkus.otel.sdk.disabled",
        "false",
        "quarkus.otel.bsp.schedule.delay",
        "100ms",
        "quarkus.otel.exporter.otlp.protocol",
        "http/protobuf",
        "quarkus.otel.exporter.otlp.endpoint",
        "http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] request = exchange.getRequestBody().readAllBytes();
    synchronized (received) {
      received.writeBytes(request);
    }
    exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private void give(HttpExchange exchange) throws IOException {
    byte[] all;
    synchronized (received) {
      all = received.toByteArray();
    }
    exchange.sendResponseHeaders(200, all.length == 0 ? -1 : all.length);
    exchange.getResponseBody().write(all);
    exchange.close();
  }

  @Override
  public void stop() {
    server.stop(0);
  }
}
