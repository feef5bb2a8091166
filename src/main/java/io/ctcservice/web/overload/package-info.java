/** What keeps the service answering under load: admission, permits, clocks, limits, and computations that end when nobody waits. */
@NullMarked
package io.ctcservice.web.overload;

import org.jspecify.annotations.NullMarked;
