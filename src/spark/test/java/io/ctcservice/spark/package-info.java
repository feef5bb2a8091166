/** Tests of bulk jobs. */
@NullMarked
package io.ctcservice.spark;

import org.jspecify.annotations.NullMarked;
