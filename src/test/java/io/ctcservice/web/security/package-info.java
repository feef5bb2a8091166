/** Tests of who may come in. */
@NullMarked
package io.ctcservice.web.security;

import org.jspecify.annotations.NullMarked;
