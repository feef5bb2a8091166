package io.ctcservice.codec.subtitle;

import java.util.List;

/**
 * The timed words and tokens of one utterance, for a subtitle file.
 *
 * @param id of the utterance
 * @param seconds how long it is
 * @param words in order, not overlapping
 * @param tokens in order, not overlapping
 * @param reading the whole text piece by piece, with its own spacing; a piece whose end is its start has no time
 */
public record TimedTranscript(
        String id, double seconds, List<TimedText> words, List<TimedText> tokens, List<TimedText> reading) {

    public TimedTranscript {
        words = List.copyOf(words);
        tokens = List.copyOf(tokens);
        reading = List.copyOf(reading);
    }
}
