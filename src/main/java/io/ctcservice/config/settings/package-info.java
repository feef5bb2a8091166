/** The settings {@code ctc.*}: their list, their meaning, and messages about bad values. */
@NullMarked
package io.ctcservice.config.settings;

import org.jspecify.annotations.NullMarked;
