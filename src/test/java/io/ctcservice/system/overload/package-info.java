/** Tests of what the server takes on, against the server as it runs. */
@NullMarked
package io.ctcservice.system.overload;

import org.jspecify.annotations.NullMarked;
