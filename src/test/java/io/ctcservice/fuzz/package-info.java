/**
 * Whatever reads bytes from outside, against arbitrary bytes: only the refusals that are documented, in memory that the
 * bytes account for, and the same answer as an oracle that shares no code. {@code verify} runs the seeds under
 * {@code src/test/resources/io/ctcservice/fuzz}, {@code -Pfuzz} looks for more.
 */
@NullMarked
package io.ctcservice.fuzz;

import org.jspecify.annotations.NullMarked;
