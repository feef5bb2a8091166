package io.ctcservice.request.decode;

import io.ctcservice.core.ScoreKind;
import io.ctcservice.request.BatchBody;
import io.ctcservice.request.EmissionsUtterance;
import io.ctcservice.request.TimedWords;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@Schema(description = "Emissions to decode.")
public record DecodeRequest(
        @Nullable List<EmissionsUtterance> utterances,
        @Nullable ScoreKind scores,
        @Nullable List<String> vocabulary,
        @Nullable String vocabularyName,
        @Nullable Integer blank,
        @Nullable String network,
        @Nullable Integer channel,

        @Schema(
                description =
                        "`greedy` (default): the most probable class of each frame, collapsed. `beam`: prefix beam"
                                + " search, which sums the paths of a hypothesis; exact where nothing is pruned.")
        @Nullable
        DecoderName decoder,

        @Schema(
                description =
                        "Prefixes that `beam` keeps after each frame, 1 to `ctc.limits.max-beam-width`. Default: 64,"
                                + " or twice `nBest` if that is more.",
                minimum = "1")
        @Nullable
        Integer beamWidth,

        @Schema(
                description =
                        "Most hypotheses to return, 1 (default) to `beamWidth` and `ctc.limits.max-n-best`; 1 with `greedy`."
                                + " All differ as text, not only in their spaces; there are fewer where fewer are among"
                                + " the prefixes that the search ends with.",
                minimum = "1")
        @Nullable
        Integer nBest,

        @Schema(
                description =
                        "`beam` prunes the classes of a frame whose ln p is lower, the blank among them, but never the most probable one, nor with a language model the word delimiter down to `beamMinLogProb`, nor what leads to a hot word whose bonus is larger than its -ln p. Of no effect with a `lexicon`. In nats, at most 0; -1e9: prunes none. Default: -5.",
                maximum = "0")
        @Nullable
        Double tokenMinLogProb,

        @Schema(
                description =
                        "`beam` drops prefixes whose score is lower than the best one's plus this, without what that one may lose by hot words under way. In nats, at most"
                                + " 0; -1e9: none but those that `beamWidth` has no room for. Default: -10, with a"
                                + " `lexicon` -20.",
                maximum = "0")
        @Nullable
        Double beamMinLogProb,

        @Schema(
                description =
                        "Scores each word as it ends, and the end of the sentence; with `beam`, and a vocabulary. Words"
                                + " are looked up as the symbols spell them, so that their case must be the model's.")
        @Valid
        @Nullable
        LanguageModelUse languageModel,

        @Schema(
                description =
                        "Phrases to boost (or to avoid); with `beam`, and a vocabulary. Their number hardly affects the speed; up to 2,000,000 characters in all. Where one contains another both count; of equal ones the last.")
        @Nullable
        List<@Valid HotwordUse> hotwords,

        @Schema(
                description =
                        "True to find hot words as whole words only, `art` not in `party`: between word delimiters,"
                                + " punctuation and the ends of the text. Default: false.")
        @Nullable
        Boolean wholeWords,

        @Schema(
                description =
                        "The only words that may be decoded, in any sequence; with `beam`, and a vocabulary. Up to 2,000,000 characters in all, no delimiters. The classes that these words need are considered however improbable they are, whatever `tokenMinLogProb` says.",
                example = "[\"air\", \"aircraft\"]")
        @Nullable
        List<String> lexicon,

        @Nullable String wordDelimiter,

        @Positive @DecimalMax("3600") @Nullable Double secondsPerFrame,

        @Schema(description = "Optional parts of the answer, besides the text and labels.") @Nullable
        Set<Include> include)
        implements BatchBody<EmissionsUtterance>, TimedWords {

    @Override
    public EmissionsUtterance emptyUtterance() {
        return EmissionsUtterance.EMPTY;
    }

    @Override
    public DecodeRequest withUtterances(List<EmissionsUtterance> others) {
        return with(others, include);
    }

    /** Returns the same request with another set of optional parts. */
    public DecodeRequest including(Set<Include> others) {
        return with(utterances, others);
    }

    private DecodeRequest with(@Nullable List<EmissionsUtterance> utterances, @Nullable Set<Include> include) {
        return new DecodeRequest(
                utterances,
                scores,
                vocabulary,
                vocabularyName,
                blank,
                network,
                channel,
                decoder,
                beamWidth,
                nBest,
                tokenMinLogProb,
                beamMinLogProb,
                languageModel,
                hotwords,
                wholeWords,
                lexicon,
                wordDelimiter,
                secondsPerFrame,
                include);
    }

    /** The search algorithms. */
    public enum DecoderName {
        GREEDY,
        BEAM
    }

    @Schema(name = "LanguageModelUse", description = "A language model and its weights in a score.")
    public record LanguageModelUse(
            @Schema(
                    description = "A model that the server has, see GET /language-models.",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "news")
            @NotNull(message = "expected the name of a language model, see GET /language-models")
            String name,

            @Schema(
                    description =
                            "Times ln p of each word and of the end; 0 to 1000. Absent: that of the `network`, else 0.35.",
                    minimum = "0",
                    maximum = "1000")
            @Nullable
            Double weight,

            @Schema(
                    description =
                            "Added for each word, in nats; -1000 to 1000. The higher, the more and shorter words. Absent: that of the"
                                    + " `network`, else 3.5.",
                    minimum = "-1000",
                    maximum = "1000")
            @Nullable
            Double wordBonus,

            @Schema(
                    description =
                            "ln p of any word that the model does not list, times `weight`; -1000 to 0. Absent: what the"
                                    + " model gives its unknown word after the words before, e^-4 at least, or 0.1 for a"
                                    + " figure, times the probability of the spelling by a letter model of the model's own words. The same score for words of any length lets words run together. pyctcdecode's unk_score_offset of -10 is"
                                    + " log10, on top of what the model gives its unknown word: some -28 here.",
                    minimum = "-1000",
                    maximum = "0")
            @Nullable
            Double unknownLogProb) {}

    @Schema(name = "Hotword", description = "A phrase and the bonus for finding it.")
    public record HotwordUse(
            @Schema(
                    description =
                            "One word or several, spaces kept, in the case and characters of the vocabulary. It is"
                                    + " found wherever it stands, also inside a word, unless `wholeWords` is true; with a"
                                    + " space before or after it only where a word begins or ends there: `\" art \"` is"
                                    + " not in `party`.",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "new york")
            @NotNull(message = "expected a phrase")
            String phrase,

            @Schema(
                    description = "Added to the score each time, in nats, -1000 to 1000; below 0 to avoid the phrase."
                            + " Granted in shares along the match, and taken back in full where it breaks. Default: 5.",
                    minimum = "-1000",
                    maximum = "1000",
                    example = "5")
            @Nullable
            Double bonus) {}

    /** The optional parts of a response, besides the text and labels. */
    public enum Include {
        TOKENS,
        WORDS,
        FRAME_PATH,
        SEARCH
    }

    /** Returns whether an optional part is asked for. */
    public boolean includes(Include wanted) {
        return include != null && include.contains(wanted);
    }

    /** Returns whether an optional part is asked for that needs the spans, as all but the search do. */
    public boolean includesSpans() {
        return include != null && include.stream().anyMatch(part -> part != Include.SEARCH);
    }
}
