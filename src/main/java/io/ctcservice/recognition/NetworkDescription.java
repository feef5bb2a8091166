package io.ctcservice.recognition;

import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.decode.guide.FusionWeights;
import io.ctcservice.core.text.Vocabulary;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The description of a network.
 *
 * @param name that it is registered by
 * @param kind what it takes
 * @param vocabulary the symbols of its classes
 * @param scores what it gives
 * @param secondsPerFrame from one row to the next; null for pictures
 * @param sampleRate that sounds are brought to, in Hz; null for pictures
 * @param height that pictures are brought to, in pixels; null for sound
 * @param about what it is good at and what not, as its file says; null where it does not
 * @param weights those of a language model beside its scores, where a request gives none
 * @param facts all that was found out about it and where it stands, by the name of the setting that would change it
 */
public record NetworkDescription(
        String name,
        Kind kind,
        Vocabulary vocabulary,
        ScoreKind scores,
        @Nullable Double secondsPerFrame,
        @Nullable Integer sampleRate,
        @Nullable Integer height,
        @Nullable String about,
        FusionWeights weights,
        SequencedMap<String, NetworkFacts.Fact> facts) {

    /** The kinds of input of networks. */
    public enum Kind {
        /** Sound. */
        SPEECH,
        /** Pictures of lines. */
        PICTURE
    }
}
