/**
 * A SavedModel on disk: read, check, find feature tensors by structure, expose them, digest,
 * metadata.
 */
@NullMarked
package io.eigencam.model;

import org.jspecify.annotations.NullMarked;
