/** Tests of what all formats share. */
@NullMarked
package io.ctcservice.codec;

import org.jspecify.annotations.NullMarked;
