package io.ctcservice.train.speech;

/**
 * A piece of sound in a {@link SoundStore}, and its transcript.
 *
 * @param offset of its first sample in the store
 * @param samples how many
 * @param source its voice or recording
 * @param text in small letters, apostrophes and spaces
 */
public record Utterance(long offset, int samples, String source, String text) {}
