@NullMarked
package io.ctcservice.core.align;

import org.jspecify.annotations.NullMarked;
