package io.eigencam.check;

import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/** YOLOv8n of COCO at 640 on real video; a third of the frames shows nothing that it knows. */
@NeedsShared("data/video")
@Timeout(600)
class CocoClaimsTest extends RealFrameClaims {
  @Override
  Path model() {
    return SharedData.path("models/yolov8n-coco-640");
  }

  @Override
  List<CheckPicture> frames() throws Exception {
    return RealFrames.ofVideos(FRAMES * 3 / 2, 640);
  }

  @Override
  boolean thorough(int frame) {
    return frame % 3 != 2;
  }
}
