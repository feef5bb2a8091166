@NullMarked
package io.ctcservice.core.math;

import org.jspecify.annotations.NullMarked;
