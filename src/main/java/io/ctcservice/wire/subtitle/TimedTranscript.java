package io.ctcservice.wire.subtitle;

import java.util.List;

/**
 * What is known of one utterance, for a file of any format.
 *
 * @param id of the utterance
 * @param seconds how long it is
 * @param words in order, not overlapping
 * @param tokens in order, not overlapping
 */
public record TimedTranscript(String id, double seconds, List<TimedText> words, List<TimedText> tokens) {

    public TimedTranscript {
        words = List.copyOf(words);
        tokens = List.copyOf(tokens);
    }
}
