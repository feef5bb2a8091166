@NullMarked
package io.ctcservice.wire.json;

import org.jspecify.annotations.NullMarked;
