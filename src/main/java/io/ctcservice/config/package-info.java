/** The application's beans and settings. */
@NullMarked
package io.ctcservice.config;

import org.jspecify.annotations.NullMarked;
