/** Tests of language models. */
@NullMarked
package io.ctcservice.core.lm;

import org.jspecify.annotations.NullMarked;
