/** Training data of speech networks: sentences, synthetic voices, storage on disk, and augmentation. */
@NullMarked
package io.ctcservice.train.speech;

import org.jspecify.annotations.NullMarked;
