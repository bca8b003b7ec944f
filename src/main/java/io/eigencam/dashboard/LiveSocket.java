package io.eigencam.dashboard;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;

/**
 * Where pages connect. The server sends binary messages ({@link FrameMessage}); the page answers
 * each with a text, whatever it says, when it has drawn it.
 */
@WebSocket(path = "/live")
public class LiveSocket {
  private static final Logger LOG = Logger.getLogger(LiveSocket.class);

  /** RFC 6455 calls the number reserved; IANA lists it under this name. */
  private static final int TRY_AGAIN_LATER = 1013;

  private final Dashboard dashboard;

  @Inject
  LiveSocket(Dashboard dashboard) {
    this.dashboard = dashboard;
  }

  @OnOpen
  @NonBlocking
  void open(WebSocketConnection connection) {
    if (dashboard.isFull()) {
      connection
          .close(new CloseReason(TRY_AGAIN_LATER, "too many pages are open"))
          .subscribe()
          .with(closed -> {}, failure -> LOG.debugf("A page went away: %s", failure.getMessage()));
      return;
    }
    dashboard
        .view()
        .open(
            connection.id(),
            message ->
                connection
                    .sendBinary(Buffer.buffer(message))
                    .subscribe()
                    .with(
                        sent -> {},
                        failure -> LOG.debugf("A page went away: %s", failure.getMessage())));
  }

  @OnTextMessage
  @NonBlocking
  void drawn(String acknowledgement, WebSocketConnection connection) {
    dashboard.view().acknowledged(connection.id());
  }

  @OnClose
  @NonBlocking
  void close(WebSocketConnection connection) {
    dashboard.view().close(connection.id());
  }

  @OnError
  @NonBlocking
  void failed(Throwable failure, WebSocketConnection connection) {
    LOG.debugf("Connection %s to a page failed: %s", connection.id(), failure.getMessage());
    dashboard.view().close(connection.id());
  }
}
