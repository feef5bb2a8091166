package io.ctcservice.audio;

/** An encoding of the samples of a WAV file: each by itself, or block by block. */
sealed interface WavEncoding permits SampleFormat, Adpcm {}
