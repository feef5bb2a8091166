/** Tests of the OpenAPI document. */
@NullMarked
package io.ctcservice.web.openapi;

import org.jspecify.annotations.NullMarked;
