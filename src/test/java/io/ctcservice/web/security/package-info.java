/** Tests of access control. */
@NullMarked
package io.ctcservice.web.security;

import org.jspecify.annotations.NullMarked;
