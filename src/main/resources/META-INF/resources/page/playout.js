const LONGEST_QUEUE = 8;
const JUMP = 2000;
const EASE = 0.02;

/**
 * Shows frames at the pace at which they were taken, although results arrive in bursts (one per
 * commit). The delay follows the slowest of the recent frames, no more.
 */
export class Playout {
  #queue = [];
  #delay = null;

  /** @param {{captureTime: ?number}} frame milliseconds since the epoch, by the camera's clock */
  add(frame, now) {
    const took = frame.captureTime === null ? 0 : now - frame.captureTime;
    if (this.#delay === null || Math.abs(took - this.#delay) > JUMP) {
      this.#delay = took;
    } else {
      // Up at once, down slowly.
      this.#delay = took > this.#delay ? took : this.#delay + (took - this.#delay) * EASE;
    }
    this.#queue.push(frame);
  }

  /**
   * The frame to show now, if it is time for another one.
   *
   * @param {(frame: object) => void} skip takes frames that nobody will see
   * @returns {?object}
   */
  take(now, skip) {
    let due = null;
    while (this.#queue.length > 0 && this.#isDue(this.#queue[0], now)) {
      if (due !== null) {
        skip(due);
      }
      due = this.#queue.shift();
    }
    return due;
  }

  /** Hands over every frame that waits; none is shown any more. */
  clear(skip) {
    this.#queue.splice(0).forEach(skip);
  }

  #isDue(frame, now) {
    return (
      frame.captureTime === null ||
      this.#queue.length > LONGEST_QUEUE ||
      frame.captureTime + this.#delay <= now
    );
  }
}
