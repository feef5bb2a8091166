/** Tests of what requests ask for. */
@NullMarked
package io.ctcservice.request;

import org.jspecify.annotations.NullMarked;
