/** The settings {@code ctc.*}: which there are, what they mean, and what is said of those that cannot be used. */
@NullMarked
package io.ctcservice.config.settings;

import org.jspecify.annotations.NullMarked;
