package io.eigencam.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.RejectionReason;
import io.eigencam.fuzz.Costly;
import io.eigencam.fuzz.Damaged;
import io.eigencam.fuzz.FuzzWatch;
import io.eigencam.fuzz.SeedPictures;
import io.eigencam.model.NativeEnvironment;
import java.io.IOException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TString;

/**
 * Damaged pictures in the front of the live graph: TensorFlow's decoders, in native code, and our
 * letterbox behind them. Only pictures that the step {@code decode} lets through.
 */
@AddLifecycleHook(FuzzWatch.class)
class PictureInGraphFuzzTest {
  private static final int SIDE = 64;

  /** Whole pictures would only tell how fast this machine resizes. */
  private static final long MOST_PIXELS = 4_000_000;

  private static final class Front {
    static final Graph GRAPH = graph();
    static final LetterboxGraph LETTERBOX = letterbox();
    static final Session SESSION = new Session(GRAPH, NativeEnvironment.sessionConfig());

    private static Graph graph() {
      NativeEnvironment.prepare();
      return new Graph();
    }

    private static LetterboxGraph letterbox() {
      String scope = LiveGraph.decodeNode().split("/")[0];
      return LetterboxGraph.add(Ops.create(GRAPH).withSubScope(scope), SIDE, SIDE);
    }
  }

  @AfterContainer
  static void close() {
    Front.SESSION.close();
    Front.GRAPH.close();
  }

  @Provide
  Arbitrary<byte[]> pictures() throws IOException {
    return Damaged.of(SeedPictures.small());
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Costly(2)
  void shouldDecodeOrSayThatItCannot(@ForAll("pictures") byte[] bytes) {
    if (!isLetThrough(bytes)) {
      return;
    }
    try (TString file = TString.tensorOfBytes(NdArrays.scalarOfObject(bytes));
        Result result =
            Front.SESSION
                .runner()
                .feed(Front.LETTERBOX.bytes(), file)
                .fetch(Front.LETTERBOX.input())
                .run()) {
      assertEquals(SIDE * SIDE * 3, result.get(0).shape().size());
    } catch (TensorFlowException | IllegalArgumentException e) {
      FrameRejected refused = DecodeFailure.of(e).orElseThrow(() -> new AssertionError(e));
      assertEquals(RejectionReason.UNDECODABLE, refused.reason());
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Costly(10)
  void shouldTurnUprightOrSayThatItCannot(@ForAll("pictures") byte[] bytes) {
    if (!isLetThrough(bytes)) {
      return;
    }
    try {
      EncodedPicture upright = new PictureTurner().upright(Pictures.decoded(bytes));
      assertTrue(upright.size().pixels() > 0);
    } catch (FrameRejected refused) {
      assertEquals(RejectionReason.UNDECODABLE, refused.reason());
    }
  }

  private static boolean isLetThrough(byte[] bytes) {
    try {
      return Pictures.decoded(bytes).size().pixels() <= MOST_PIXELS;
    } catch (FrameRejected refused) {
      return false;
    }
  }
}
