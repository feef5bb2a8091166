@NullMarked
package io.ctcservice.core.spot;

import org.jspecify.annotations.NullMarked;
