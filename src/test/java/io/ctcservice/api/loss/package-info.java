@NullMarked
package io.ctcservice.api.loss;

import org.jspecify.annotations.NullMarked;
