@NullMarked
package io.ctcservice.core.decode;

import org.jspecify.annotations.NullMarked;
