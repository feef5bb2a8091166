@NullMarked
package io.ctcservice.api.align;

import org.jspecify.annotations.NullMarked;
