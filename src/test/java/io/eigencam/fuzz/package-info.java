/**
 * Input as nobody should send it. The fuzz tests, one beside each reader (classes *FuzzTest), feed
 * changed copies of real input to what reads it, a thousand in the normal build, some hundred
 * thousand with {@code mvn -Pfuzz verify}: a reader gives a result, or refuses with what it
 * declares, soon, and keeps nothing.
 */
@NullMarked
package io.eigencam.fuzz;

import org.jspecify.annotations.NullMarked;
