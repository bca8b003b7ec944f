package io.eigencam.dashboard;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One open page. At most a window of messages is under way to it; the page acknowledges each when
 * it has drawn it. Until then, what comes is kept by subject, the newest only. So a slow page costs
 * a bounded amount of memory, misses frames, and slows nobody. Thread-safe.
 */
final class Viewer {
  private final int window;
  private final Channel channel;
  private final Map<String, LiveMessage> next = new LinkedHashMap<>();
  private int underWay;
  private long dropped;

  /** The way to the page; must not block. */
  @FunctionalInterface
  interface Channel {
    void send(byte[] message);
  }

  Viewer(int window, Channel channel) {
    if (window < 1) {
      throw new IllegalArgumentException("a viewer needs a window of at least 1, not " + window);
    }
    this.window = window;
    this.channel = Objects.requireNonNull(channel, "channel");
  }

  /** Sends the message now or as soon as the page is ready for it, unless a newer one comes. */
  synchronized void offer(LiveMessage message) {
    if (underWay < window) {
      underWay++;
      channel.send(message.bytes());
    } else if (next.put(message.subject(), message) != null) {
      dropped++;
    }
  }

  /** The page has drawn a message. */
  synchronized void acknowledged() {
    if (underWay == 0) {
      return; // more acknowledged than sent: not our page
    }
    underWay--;
    var oldest = next.values().iterator();
    if (oldest.hasNext()) {
      LiveMessage message = oldest.next();
      oldest.remove();
      underWay++;
      channel.send(message.bytes());
    }
  }

  /** What waits about a subject will not be sent any more. */
  synchronized void forget(String subject) {
    next.remove(subject);
  }

  /** Messages that were superseded before they could be sent. */
  synchronized long dropped() {
    return dropped;
  }
}
