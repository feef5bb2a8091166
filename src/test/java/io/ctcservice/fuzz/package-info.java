/**
 * Fuzz tests of all readers of outside bytes: only documented refusals, memory in proportion to the bytes, and the same
 * result as an oracle that shares no code. {@code verify} runs the seeds under
 * {@code src/test/resources/io/ctcservice/fuzz}, {@code -Pfuzz} looks for more.
 */
@NullMarked
package io.ctcservice.fuzz;

import org.jspecify.annotations.NullMarked;
