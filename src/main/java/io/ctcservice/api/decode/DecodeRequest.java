package io.ctcservice.api.decode;

import io.ctcservice.core.ScoreKind;
import io.ctcservice.wire.batch.BatchBody;
import io.ctcservice.wire.batch.EmissionsUtterance;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@Schema(description = "Emissions to read.")
record DecodeRequest(
        @Nullable List<EmissionsUtterance> utterances,
        @Nullable ScoreKind scores,
        @Nullable List<String> vocabulary,
        @Nullable String vocabularyName,
        @Nullable Integer blank,

        @Schema(
                description =
                        "`greedy` (default): the most probable class of each frame, collapsed. `beam`: prefix beam"
                                + " search, which sums the paths of a reading; exact where nothing is pruned.")
        @Nullable
        DecoderName decoder,

        @Schema(
                description = "Prefixes that `beam` keeps after each frame, 1 to `ctc.limits.max-beam-width`.",
                defaultValue = "64")
        @Nullable
        Integer beamWidth,

        @Schema(
                description = "Most hypotheses to return, 1 to `beamWidth` and `ctc.limits.max-n-best`.",
                defaultValue = "1")
        @Nullable
        Integer nBest,

        @Schema(
                description = "`beam` passes over the classes of a frame whose ln p is lower, the blank among them, but"
                        + " never over the most probable one. A large negative number: over none.",
                defaultValue = "-5")
        @Nullable
        Double tokenMinLogProb,

        @Schema(
                description = "`beam` drops prefixes whose score is lower than the best one's plus this. A large"
                        + " negative number: none but those that `beamWidth` has no room for.",
                defaultValue = "-10")
        @Nullable
        Double beamMinLogProb,

        @Schema(
                description =
                        "Scores each word as it ends, and the end of the sentence; with `beam`, and a vocabulary.")
        @Valid
        @Nullable
        LanguageModelUse languageModel,

        @Schema(
                description =
                        "Phrases to look out for; with `beam`, and a vocabulary. However many there are, the search"
                                + " is about as fast.")
        @Nullable
        List<@Valid HotwordUse> hotwords,

        @Schema(
                description =
                        "The only words that may be read, any number of them one after the other; with `beam`, and"
                                + " a vocabulary.",
                example = "[\"air\", \"aircraft\"]")
        @Nullable
        List<String> lexicon,

        @Schema(
                description =
                        "What separates words. Default: the space, else `|` or `▁`, if the vocabulary has it. Empty:"
                                + " each symbol is a word.",
                example = " ")
        @Nullable
        String wordDelimiter,

        @Schema(
                description = "Duration of a frame, for times in seconds. For wav2vec2-like models 0.02.",
                example = "0.02")
        @Positive
        @DecimalMax("3600")
        @Nullable
        Double secondsPerFrame,

        @Schema(description = "What to answer besides the text and labels.") @Nullable
        Set<Include> include)
        implements BatchBody<EmissionsUtterance> {

    @Override
    public DecodeRequest withUtterances(List<EmissionsUtterance> others) {
        return new DecodeRequest(
                others,
                scores,
                vocabulary,
                vocabularyName,
                blank,
                decoder,
                beamWidth,
                nBest,
                tokenMinLogProb,
                beamMinLogProb,
                languageModel,
                hotwords,
                lexicon,
                wordDelimiter,
                secondsPerFrame,
                include);
    }

    /** Which search. */
    enum DecoderName {
        GREEDY,
        BEAM
    }

    @Schema(name = "LanguageModelUse", description = "Which language model, and how it adds to a score.")
    record LanguageModelUse(
            @Schema(
                    description = "A model that the server has, see GET /language-models.",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "news")
            @NotNull
            String name,

            @Schema(description = "Times ln p of each word and of the end; 0 to 1000.", defaultValue = "0.5") @Nullable
            Double weight,

            @Schema(description = "Added for each word; -1000 to 1000.", defaultValue = "1.5") @Nullable
            Double wordBonus,

            @Schema(
                    description =
                            "ln p of a word that the model does not list, in place of what it says of unknown words;"
                                    + " times `weight`. Words that begin like no listed one also rank lower in the beam"
                                    + " while they last, which is in no score.",
                    defaultValue = "-10")
            @Nullable
            Double unknownLogProb) {}

    @Schema(name = "Hotword", description = "A phrase and what finding it is worth.")
    record HotwordUse(
            @Schema(
                    description =
                            "One word or several, spaces kept. It is found wherever it stands, also inside a word;"
                                    + " with a space before or after it only where a word begins or ends there.",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "new york")
            @NotNull
            String phrase,

            @Schema(
                    description = "Added to the score each time, in nats, -1000 to 1000; below 0 to avoid the phrase."
                            + " Granted in shares along the match, and taken back in full where it breaks.",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "5")
            @NotNull
            Double bonus) {}

    /** What can be had besides the text and labels. */
    enum Include {
        TOKENS,
        WORDS,
        FRAME_PATH
    }

    boolean includes(Include wanted) {
        return include != null && include.contains(wanted);
    }

    boolean includesSpans() {
        return include != null && !include.isEmpty();
    }
}
