@NullMarked
package io.ctcservice.core.check;

import org.jspecify.annotations.NullMarked;
