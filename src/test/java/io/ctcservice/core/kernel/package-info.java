@NullMarked
package io.ctcservice.core.kernel;

import org.jspecify.annotations.NullMarked;
