package io.eigencam.camera.microscope;

/**
 * Where a white cell lies on the slide, in world units, and the dice that its look is drawn with.
 */
record WhiteCell(double x, double y, double radius, Dice dice) {}
