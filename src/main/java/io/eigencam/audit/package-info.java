/**
 * Accounts for frames: whether every one that came in was answered exactly once. The ledger is a
 * plain class; {@link io.eigencam.audit.TopicAudit} fills it from the topics.
 */
@NullMarked
package io.eigencam.audit;

import org.jspecify.annotations.NullMarked;
