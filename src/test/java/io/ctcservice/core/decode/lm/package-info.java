@NullMarked
package io.ctcservice.core.decode.lm;

import org.jspecify.annotations.NullMarked;
