/** Sound: files, sample rates, spectra, mel filter banks and features. */
@NullMarked
package io.ctcservice.audio;

import org.jspecify.annotations.NullMarked;
