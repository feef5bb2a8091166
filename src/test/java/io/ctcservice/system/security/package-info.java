/** Tests of who may come in. */
@NullMarked
package io.ctcservice.system.security;

import org.jspecify.annotations.NullMarked;
