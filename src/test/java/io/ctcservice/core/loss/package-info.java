@NullMarked
package io.ctcservice.core.loss;

import org.jspecify.annotations.NullMarked;
