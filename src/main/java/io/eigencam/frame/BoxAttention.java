package io.eigencam.frame;

import org.jspecify.annotations.Nullable;

/**
 * How much of a map's attention lies in one box. A cell lies in a box when its centre does.
 *
 * @param share sum of the positive map inside over its sum everywhere, 0..1 ("energy pointing
 *     game", Score-CAM, CVPRW 2020, 4.2)
 * @param mean mean of the positive map inside, relative to its maximum, 0..1; null when no cell
 *     centre lies inside
 * @param peak largest value inside, relative to the map's maximum, 0..1; null as mean
 */
public record BoxAttention(double share, @Nullable Double mean, @Nullable Double peak) {}
