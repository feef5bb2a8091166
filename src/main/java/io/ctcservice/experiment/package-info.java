/** Command-line programs that train and measure the shipped acoustic model. */
@NullMarked
package io.ctcservice.experiment;

import org.jspecify.annotations.NullMarked;
