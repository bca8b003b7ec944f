package io.eigencam.frame;

import org.jspecify.annotations.Nullable;

/**
 * How much of a map's attention lies where a class was found, and how much where only others were.
 * A cell lies in a box when its centre does; in the boxes of others only when it lies in no box of
 * the class itself.
 *
 * @param own share of the positive map in boxes of the class, 0..1 ("energy pointing game",
 *     Score-CAM, CVPRW 2020, 4.2); null where the map is zero or nothing at all was found
 * @param ownArea share of the cells in boxes of the class, 0..1: what a map without any preference
 *     would have
 * @param othersOnly share of the positive map in boxes of other classes only; null as own
 * @param othersOnlyArea share of the cells in boxes of other classes only
 * @param peakInOwn whether the map's maximum lies in a box of the class; null where the map is zero
 *     or nothing of the class was found
 */
public record ClassShares(
    @Nullable Double own,
    double ownArea,
    @Nullable Double othersOnly,
    double othersOnlyArea,
    @Nullable Boolean peakInOwn) {}
