@NullMarked
package io.ctcservice.core.loss.shared;

import org.jspecify.annotations.NullMarked;
