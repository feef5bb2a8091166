/** Who may come in, and what browsers are told. */
@NullMarked
package io.ctcservice.system.security;

import org.jspecify.annotations.NullMarked;
