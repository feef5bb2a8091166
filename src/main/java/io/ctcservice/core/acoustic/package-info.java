/** Synthetic features whose alignment is known, and small models that turn features into emissions. */
@NullMarked
package io.ctcservice.core.acoustic;

import org.jspecify.annotations.NullMarked;
