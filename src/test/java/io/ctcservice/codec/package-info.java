/** Tests of the types that all formats share. */
@NullMarked
package io.ctcservice.codec;

import org.jspecify.annotations.NullMarked;
