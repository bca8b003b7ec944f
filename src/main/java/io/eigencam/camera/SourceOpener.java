package io.eigencam.camera;

import java.io.IOException;

/** Opens a source at its beginning, as often as asked. */
@FunctionalInterface
public interface SourceOpener {
  FrameSource open() throws IOException;
}
