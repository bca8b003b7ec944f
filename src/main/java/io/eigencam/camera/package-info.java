/**
 * Sources of frames: video file, folder, the built-in microscope. They publish to the frames topic.
 */
@NullMarked
package io.eigencam.camera;

import org.jspecify.annotations.NullMarked;
