/** Cases and oracles that many tests share. */
@NullMarked
package io.ctcservice.testing;

import org.jspecify.annotations.NullMarked;
