package io.eigencam.dashboard;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.ColorScheme;
import io.eigencam.message.AttentionMaps;
import io.eigencam.message.FrameAnalysis;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The page in a real browser, with the test in the place of its server. */
final class PlayedServer implements AutoCloseable {
  private final FrameMessage messages = new FrameMessage();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicReference<WebSocketRoute> socket = new AtomicReference<>();
  private final Page page;

  PlayedServer(Browser browser, URI address, int width, int height) {
    page = browser.page(width, height, ColorScheme.DARK);
    page.routeWebSocket(
        "**/live",
        opened -> {
          opened.onMessage(acknowledgement -> acknowledged.incrementAndGet());
          socket.set(opened);
        });
    page.navigate(address.toString());
    page.waitForCondition(() -> socket.get() != null);
  }

  Page page() {
    return page;
  }

  /** How many messages the page is done with. */
  int acknowledged() {
    return acknowledged.get();
  }

  /** Says which cameras there are. */
  void figures(int leftOut, String... cameras) {
    send(
        messages.of(
            new FiguresHeader(
                FiguresHeader.KIND,
                Arrays.stream(cameras).map(id -> new CameraFigures(0).snapshot(id, 0)).toList(),
                leftOut,
                0,
                true)));
  }

  void frame(ReceivedPicture picture, FrameAnalysis analysis, @Nullable AttentionMaps maps) {
    String camera = analysis.getFrame().getCameraId();
    send(messages.of(new LiveFrame(camera, analysis.getFrame().getId(), picture, analysis, maps)));
  }

  private void send(LiveMessage message) {
    socket.get().send(message.bytes());
  }

  @Override
  public void close() {
    page.close();
  }
}
