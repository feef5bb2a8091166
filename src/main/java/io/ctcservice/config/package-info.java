/** Which objects there are and how they are wired. */
@NullMarked
package io.ctcservice.config;

import org.jspecify.annotations.NullMarked;
