/** From sound to features: WAV files, spectra, mel filter banks. */
@NullMarked
package io.ctcservice.audio;

import org.jspecify.annotations.NullMarked;
