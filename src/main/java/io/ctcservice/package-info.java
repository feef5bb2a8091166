/** The application's entry point. */
@NullMarked
package io.ctcservice;

import org.jspecify.annotations.NullMarked;
