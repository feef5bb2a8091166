/** Tests of the JSON. */
@NullMarked
package io.ctcservice.codec.json;

import org.jspecify.annotations.NullMarked;
