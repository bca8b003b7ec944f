/**
 * Long runs of the packaged program, a process of its own, against a broker in another one: {@code
 * mvn -Psoak verify} and {@code mvn -Poverload verify}. They measure the machine they run on, with
 * whatever else it does, write what they saw as CSV to {@code target/endurance}, and fail where a
 * promise of docs/operating.md does not hold. The normal build leaves them out.
 */
@NullMarked
package io.eigencam.endurance;

import org.jspecify.annotations.NullMarked;
