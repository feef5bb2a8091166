/** Tests of the image, as it will run: read-only, without privileges, in little memory. */
@NullMarked
package io.ctcservice.container;

import org.jspecify.annotations.NullMarked;
