package io.eigencam.check;

import io.eigencam.shared.NeedsShared;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/** The demo model on its own stream, on other slides, and on photographs it was not trained on. */
@NeedsShared("data/bccd")
@Timeout(600)
class DemoClaimsTest extends RealFrameClaims {
  @Override
  Path model() {
    return Path.of("demo-model", "saved_model");
  }

  @Override
  List<CheckPicture> frames() throws Exception {
    return RealFrames.ofSmears(FRAMES, 640);
  }
}
