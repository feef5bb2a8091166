@NullMarked
package io.ctcservice.wire.query;

import org.jspecify.annotations.NullMarked;
