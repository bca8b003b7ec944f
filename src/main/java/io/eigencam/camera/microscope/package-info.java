/** The built-in microscope: endless blood smears with ground truth and adjustable faults. */
@NullMarked
package io.eigencam.camera.microscope;

import org.jspecify.annotations.NullMarked;
