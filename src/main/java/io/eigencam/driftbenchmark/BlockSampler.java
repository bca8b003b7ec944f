package io.eigencam.driftbenchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Long streams from short clips: a block is made of pieces drawn at random, whole, so that frames
 * keep their neighbours (moving-block bootstrap: H. Künsch, Annals of Statistics 17 (1989)). It
 * tests the arithmetic; what a clip does not show, such a stream does not either.
 */
final class BlockSampler {
  private final List<List<FrameFigures>> pieces;
  private final int frames;
  private final Random random;

  /**
   * @param frames at least so many make a block
   */
  BlockSampler(List<List<FrameFigures>> pieces, int frames, long seed) {
    this.pieces = List.copyOf(pieces);
    this.frames = frames;
    this.random = new Random(seed);
  }

  /** The frames of the next block. */
  List<FrameFigures> draw() {
    List<FrameFigures> block = new ArrayList<>();
    while (block.size() < frames) {
      block.addAll(pieces.get(random.nextInt(pieces.size())));
    }
    return block;
  }
}
