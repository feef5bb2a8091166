/** Tests of requests as core types. */
@NullMarked
package io.ctcservice.request;

import org.jspecify.annotations.NullMarked;
