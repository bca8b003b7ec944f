package io.eigencam.command;

import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.Inference;
import java.nio.file.Path;

/**
 * A picture, what the model said of it, and why.
 *
 * @param details what was asked for beside it
 * @param files where the explanation is written
 */
record ExplainedPicture(
    Path path,
    EncodedPicture encoded,
    Inference inference,
    Explanation explanation,
    ExplainedDetails details,
    ExplanationFiles files) {}
