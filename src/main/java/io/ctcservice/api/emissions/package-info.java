/** POST /emissions. */
@NullMarked
package io.ctcservice.api.emissions;

import org.jspecify.annotations.NullMarked;
