package io.eigencam.check;

/**
 * How much of a layer's maps is left when the network forgets what it learned.
 *
 * @param depth share of the network's convolutions that were drawn anew, from the last one back
 * @param share of the convolutions that lead to the layer
 * @param rankCorrelation Spearman's, absolute, 0..1, median over the pictures
 * @param ssim structural similarity of the maps as shown, median over the pictures
 */
public record RandomisedFigures(double depth, double share, double rankCorrelation, double ssim) {}
