/** POST /spot. */
@NullMarked
package io.ctcservice.api.spot;

import org.jspecify.annotations.NullMarked;
