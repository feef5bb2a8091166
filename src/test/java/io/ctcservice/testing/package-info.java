/** Test cases, oracles and helpers that many tests share. */
@NullMarked
package io.ctcservice.testing;

import org.jspecify.annotations.NullMarked;
