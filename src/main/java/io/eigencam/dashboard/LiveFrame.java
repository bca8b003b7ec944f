package io.eigencam.dashboard;

import io.eigencam.message.AttentionMaps;
import io.eigencam.message.FrameAnalysis;
import org.jspecify.annotations.Nullable;

/**
 * A frame put together from the topics.
 *
 * @param analysis null when no result has come
 * @param maps null when there are none, or they did not come in time
 */
record LiveFrame(
    String cameraId,
    String id,
    ReceivedPicture picture,
    @Nullable FrameAnalysis analysis,
    @Nullable AttentionMaps maps) {}
