package io.eigencam.command;

import io.eigencam.decode.PictureDecoder;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.FrameRejected;
import io.eigencam.infer.PictureTurner;
import java.io.IOException;
import java.nio.file.Path;

/** Reads picture files as people see them. */
final class UprightPicture {
  private final PictureDecoder decoder = new PictureDecoder();
  private final PictureTurner turner = new PictureTurner();

  /**
   * A file's picture, turned upright if its Exif data say so.
   *
   * @throws IOException with a message for people if the file cannot be read
   * @throws FrameRejected if it is no picture that can be worked on
   */
  EncodedPicture read(Path file) throws IOException, FrameRejected {
    return turner.upright(decoder.decode(PictureFile.read(file)));
  }
}
