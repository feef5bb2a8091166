/** Tests of overload protection, against the running server. */
@NullMarked
package io.ctcservice.web.overload;

import org.jspecify.annotations.NullMarked;
