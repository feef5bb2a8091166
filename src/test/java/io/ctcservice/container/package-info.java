/** Tests of the container image as it should be run: read-only, without privileges, in little memory. */
@NullMarked
package io.ctcservice.container;

import org.jspecify.annotations.NullMarked;
