package io.ctcservice.api.synthesize;

import io.ctcservice.acoustic.SymbolSpan;
import io.ctcservice.codec.Warning;
import io.ctcservice.codec.Warnings;
import io.ctcservice.codec.column.NpzResponse;
import io.ctcservice.codec.npy.NpzArchive;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.text.Vocabulary;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;

@Schema(description = "Features of a text, the emissions of a model for them, and the true alignment.")
record SynthesizeResponse(
        @Schema(description = "As given.", requiredMode = RequiredMode.REQUIRED, example = "hello world")
        String text,

        @Schema(
                description = "As given, or the one that was drawn.",
                requiredMode = RequiredMode.REQUIRED,
                example = "42")
        long seed,

        @Schema(
                description = "The V symbols by class index: the vocabulary `english`.",
                requiredMode = RequiredMode.REQUIRED)
        List<String> vocabulary,

        @Schema(description = "Class index of the blank.", requiredMode = RequiredMode.REQUIRED, example = "27")
        int blank,

        @Schema(
                description = "T: never less than the text needs, one for each symbol and one for each repetition.",
                requiredMode = RequiredMode.REQUIRED,
                example = "33")
        int frames,

        @Schema(description = "`[T][D]`.", requiredMode = RequiredMode.REQUIRED)
        FloatMatrix features,

        @Schema(
                description = "Log-probabilities `[T][V]`, natural logarithms; to be posted to the other endpoints with"
                        + " `\"scores\": \"logProbs\"`, or none.",
                requiredMode = RequiredMode.REQUIRED)
        FloatMatrix emissions,

        @Schema(
                description =
                        "The frames of each symbol of the text, without gaps: the first starts at 0, the last ends at T."
                                + " A symbol that is followed by the same symbol is silent in its last frame.",
                requiredMode = RequiredMode.REQUIRED)
        List<Span> alignment,

        List<Warning> warnings)
        implements NpzResponse {

    @Override
    public NpzArchive toNpz() {
        return SynthesizeArchive.of(this);
    }

    static SynthesizeResponse of(SynthesizeRequest request, Synthesis synthesis, Warnings warnings) {
        var vocabulary = synthesis.vocabulary();
        var utterance = synthesis.utterance();
        return new SynthesizeResponse(
                request.textOrEmpty(),
                synthesis.seed(),
                vocabulary.symbols(),
                vocabulary.blank(),
                utterance.frames(),
                utterance.features(),
                synthesis.emissions().scores(),
                utterance.spans().stream()
                        .map(span -> Span.of(span, vocabulary))
                        .toList(),
                warnings.list());
    }

    @Schema(name = "SymbolSpan", description = "Frames `[start, end)` of one symbol.")
    record Span(
            @Schema(requiredMode = RequiredMode.REQUIRED, description = "The symbol.", example = "h")
            String symbol,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "First frame.", example = "0")
            int start,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Frame after the last.", example = "3")
            int end) {

        static Span of(SymbolSpan span, Vocabulary vocabulary) {
            return new Span(vocabulary.symbol(span.label()), span.start(), span.end());
        }
    }
}
