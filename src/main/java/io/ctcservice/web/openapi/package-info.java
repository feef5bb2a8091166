/** The OpenAPI document: what annotations cannot say. */
@NullMarked
package io.ctcservice.web.openapi;

import org.jspecify.annotations.NullMarked;
