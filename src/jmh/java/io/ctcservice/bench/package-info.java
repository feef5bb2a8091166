/** How fast this project is, and beside it, in the same run, what its users would otherwise pick. */
@NullMarked
package io.ctcservice.bench;

import org.jspecify.annotations.NullMarked;
