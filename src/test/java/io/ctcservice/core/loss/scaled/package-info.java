@NullMarked
package io.ctcservice.core.loss.scaled;

import org.jspecify.annotations.NullMarked;
