/** The OpenAPI document: the parts that annotations cannot express. */
@NullMarked
package io.ctcservice.web.openapi;

import org.jspecify.annotations.NullMarked;
