/** Problem documents, limits on bodies, the OpenAPI document. */
@NullMarked
package io.ctcservice.system;

import org.jspecify.annotations.NullMarked;
