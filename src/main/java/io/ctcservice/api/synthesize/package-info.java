/** POST /synthesize. */
@NullMarked
package io.ctcservice.api.synthesize;

import org.jspecify.annotations.NullMarked;
