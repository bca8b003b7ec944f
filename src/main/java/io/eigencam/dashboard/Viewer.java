package io.eigencam.dashboard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One open page. At most a window of messages, and of bytes, is under way to it; the page
 * acknowledges each when it has drawn it. Until then, what comes is kept by subject, the newest
 * only. So a slow page costs a bounded amount of memory, misses frames, and slows nobody.
 * Thread-safe.
 */
final class Viewer {
  /** A few of the largest pictures, or a burst of usual ones. */
  private static final long MOST_BYTES = 16L * 1024 * 1024;

  private final int window;
  private final Channel channel;
  private final Map<String, LiveMessage> next = new LinkedHashMap<>();
  private final Deque<Integer> underWay = new ArrayDeque<>(); // lengths, oldest first
  private long bytesUnderWay;
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
    if (next.isEmpty() && hasRoomFor(message)) {
      send(message);
    } else if (next.put(message.subject(), message) != null) {
      dropped++;
    }
  }

  /** The page has drawn a message. */
  synchronized void acknowledged() {
    Integer drawn = underWay.poll();
    if (drawn == null) {
      return; // more acknowledged than sent: not our page
    }
    bytesUnderWay -= drawn;
    var oldest = next.values().iterator();
    while (oldest.hasNext()) {
      LiveMessage message = oldest.next();
      if (!hasRoomFor(message)) {
        return;
      }
      oldest.remove();
      send(message);
    }
  }

  private boolean hasRoomFor(LiveMessage message) {
    return underWay.isEmpty()
        || (underWay.size() < window && bytesUnderWay + message.bytes().length <= MOST_BYTES);
  }

  private void send(LiveMessage message) {
    underWay.add(message.bytes().length);
    bytesUnderWay += message.bytes().length;
    channel.send(message.bytes());
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
