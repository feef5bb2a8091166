/** Tests of streams, over real WebSockets. */
@NullMarked
package io.ctcservice.api.stream;

import org.jspecify.annotations.NullMarked;
