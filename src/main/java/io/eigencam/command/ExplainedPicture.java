package io.eigencam.command;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.Inference;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A picture, what the model said of it, and why.
 *
 * @param fuse how the layers' maps were joined
 * @param fused all layers as one; null where there is none
 * @param details what was asked for beside it
 * @param files where the explanation is written
 */
record ExplainedPicture(
    Path path,
    EncodedPicture encoded,
    Inference inference,
    Explanation explanation,
    FuseOption fuse,
    @Nullable AttentionMap fused,
    ExplainedDetails details,
    ExplanationFiles files) {}
