/** GET /vocabularies. */
@NullMarked
package io.ctcservice.api.vocabularies;

import org.jspecify.annotations.NullMarked;
