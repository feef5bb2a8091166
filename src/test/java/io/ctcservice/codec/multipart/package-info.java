/** Tests of multipart bodies. */
@NullMarked
package io.ctcservice.codec.multipart;

import org.jspecify.annotations.NullMarked;
