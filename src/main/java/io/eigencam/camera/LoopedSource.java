package io.eigencam.camera;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A source that begins again at its end; time goes on. */
public final class LoopedSource implements FrameSource {
  private final SourceOpener opener;
  private FrameSource round;
  private Duration roundStart = Duration.ZERO;
  private Duration last = Duration.ZERO;
  private Duration step = Duration.ZERO;
  private boolean empty = true;

  public LoopedSource(SourceOpener opener) throws IOException {
    this.opener = Objects.requireNonNull(opener, "opener");
    this.round = opener.open();
  }

  @Override
  public @Nullable SourcePicture next() throws IOException {
    SourcePicture picture = round.next();
    if (picture == null) {
      if (empty) {
        return null; // a source without pictures would turn in circles
      }
      round.close();
      round = opener.open();
      // The last picture is shown as long as the one before it was.
      roundStart = last.plus(step);
      empty = true;
      picture = round.next();
      if (picture == null) {
        return null;
      }
    }
    empty = false;
    SourcePicture shifted = picture.shifted(roundStart);
    if (shifted.position().compareTo(last) > 0) {
      step = shifted.position().minus(last);
    }
    last = shifted.position();
    return shifted;
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.empty();
  }

  @Override
  public void close() throws IOException {
    round.close();
  }
}
