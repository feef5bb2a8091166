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
 * @param kind of its input
 * @param vocabulary the symbols of its classes
 * @param scores kind of its output
 * @param secondsPerFrame from one row to the next; null for pictures
 * @param sampleRate that sounds are resampled to, in Hz; null for pictures
 * @param height that pictures are scaled to, in pixels; null for sound
 * @param about its intended use and limitations, as its file states them; null if it does not
 * @param weights fusion weights of a language model, where a request gives none
 * @param facts its known properties and their sources, by the name of the setting that would change them
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
