package io.eigencam.trace;

/** A span that is being worked in, on this thread; closed by the same thread. */
public interface OpenSpan extends AutoCloseable {
  /** Of nothing that anybody follows. */
  OpenSpan NONE =
      new OpenSpan() {
        @Override
        public void failed(Throwable failure) {
          // nobody asks
        }

        @Override
        public void close() {
          // was never open
        }
      };

  /** The work ended with this; the span bears its type, never its words. */
  void failed(Throwable failure);

  @Override
  void close();
}
