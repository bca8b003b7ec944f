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
  private final int piecesOfBlock;
  private final int leastFrames;
  private final Random random;

  /**
   * @param piecesOfBlock so many make a block
   * @param leastFrames more pieces are drawn where a block would have fewer
   */
  BlockSampler(List<List<FrameFigures>> pieces, int piecesOfBlock, int leastFrames, long seed) {
    this.pieces = List.copyOf(pieces);
    this.piecesOfBlock = piecesOfBlock;
    this.leastFrames = leastFrames;
    this.random = new Random(seed);
  }

  /** The frames of the next block. */
  List<FrameFigures> draw() {
    List<FrameFigures> block = new ArrayList<>();
    for (int i = 0; i < piecesOfBlock || block.size() < leastFrames; i++) {
      block.addAll(pieces.get(random.nextInt(pieces.size())));
    }
    return block;
  }
}
