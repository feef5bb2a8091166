/** What the server takes on: limits on bodies, on the time they may take, on requests and computations at a time. */
@NullMarked
package io.ctcservice.system.overload;

import org.jspecify.annotations.NullMarked;
