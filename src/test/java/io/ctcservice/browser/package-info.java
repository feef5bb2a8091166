/** The playground, as a person with a browser has it. */
@NullMarked
package io.ctcservice.browser;

import org.jspecify.annotations.NullMarked;
