/** Tests of symbols and words. */
@NullMarked
package io.ctcservice.core.text;

import org.jspecify.annotations.NullMarked;
