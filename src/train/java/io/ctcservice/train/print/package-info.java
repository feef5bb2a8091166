/** Lines of print to train and test with: texts, fonts, drawing and degradation. Everything follows from a seed. */
@NullMarked
package io.ctcservice.train.print;

import org.jspecify.annotations.NullMarked;
