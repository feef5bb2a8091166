/** Tests of the embedded server. */
@NullMarked
package io.ctcservice.web.server;

import org.jspecify.annotations.NullMarked;
