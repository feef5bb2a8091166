@NullMarked
package io.ctcservice.codec.column;

import org.jspecify.annotations.NullMarked;
