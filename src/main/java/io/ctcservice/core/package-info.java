/** The mathematics of CTC in pure Java: no framework, no I/O. */
@NullMarked
package io.ctcservice.core;

import org.jspecify.annotations.NullMarked;
