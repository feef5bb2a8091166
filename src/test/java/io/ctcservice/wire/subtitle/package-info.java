@NullMarked
package io.ctcservice.wire.subtitle;

import org.jspecify.annotations.NullMarked;
