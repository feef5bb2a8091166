/** Programs for the command line: they train the acoustic model that is shipped, and measure it. */
@NullMarked
package io.ctcservice.experiment;

import org.jspecify.annotations.NullMarked;
