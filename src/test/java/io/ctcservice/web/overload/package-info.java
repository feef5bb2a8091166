/** Tests of what keeps the server running, against the server as it runs. */
@NullMarked
package io.ctcservice.web.overload;

import org.jspecify.annotations.NullMarked;
