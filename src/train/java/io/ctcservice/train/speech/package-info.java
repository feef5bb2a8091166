/** Sentences and the voices that say them, kept on disk, and what happens to sound before it is learned from. */
@NullMarked
package io.ctcservice.train.speech;

import org.jspecify.annotations.NullMarked;
