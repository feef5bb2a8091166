/** Tests of the JSON codec. */
@NullMarked
package io.ctcservice.codec.json;

import org.jspecify.annotations.NullMarked;
