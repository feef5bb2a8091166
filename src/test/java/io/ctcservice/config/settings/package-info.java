@NullMarked
package io.ctcservice.config.settings;

import org.jspecify.annotations.NullMarked;
