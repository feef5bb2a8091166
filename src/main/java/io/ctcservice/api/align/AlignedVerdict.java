package io.ctcservice.api.align;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ctcservice.core.align.Match;
import io.ctcservice.core.align.PathDistribution;
import io.ctcservice.core.align.Suspicion;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

@Schema(name = "Verdict", description = "An assessment of an alignment.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AlignedVerdict(
        @Schema(
                description =
                        "The verdict on whether the emissions match the target at all. `none`: nothing of the target can be"
                                + " spelled, or `logRatio` is below -4 for each label, of the target or of the greedy hypothesis, whichever has more. `good`: it is at least"
                                + " -1 for each and no token is `unlikely` or `leftOut`. `doubtful`: all others.",
                requiredMode = RequiredMode.REQUIRED)
        Match match,

        @Schema(
                description = "Mean of the tokens' scores, 0 without tokens.",
                requiredMode = RequiredMode.REQUIRED,
                example = "-0.26")
        double meanTokenScore,

        @Schema(description = "Index of the token with the least score; not without tokens.", example = "0") @Nullable
        Integer worstToken,

        @Schema(description = "Its score.", example = "-0.29") @Nullable
        Double worstTokenScore,

        @Schema(
                description = "Suspicious tokens, in order; none where there are no tokens, whatever the emissions"
                        + " contain.",
                requiredMode = RequiredMode.REQUIRED)
        List<Suspect> suspicious,

        @Schema(
                description =
                        "ln of the best path of the target over the best path of all, at most 0: 0 where the target is the greedy hypothesis.",
                requiredMode = RequiredMode.REQUIRED,
                example = "0")
        double logRatio,

        @Schema(
                description = "ln p(target | emissions), summed over all its paths; null where the paths are spread so"
                        + " widely that it would take too long, and where `logProb` is below -1e10, as of a target"
                        + " that has to cross a masked class: numbers of that size do not tell its paths apart.",
                requiredMode = RequiredMode.REQUIRED,
                types = {"number", "null"},
                format = "double",
                example = "-0.79")
        @JsonInclude
        @Nullable
        Double logLikelihood,

        @Schema(
                description = "The share of that probability that this one path has, in [0, 1]; null as above.",
                requiredMode = RequiredMode.REQUIRED,
                types = {"number", "null"},
                format = "double",
                example = "0.55")
        @JsonInclude
        @Nullable
        Double pathProbability,

        @Schema(
                description =
                        "Entropy of the target's paths in nats: 0 where the alignment is certain;" + " null as above.",
                requiredMode = RequiredMode.REQUIRED,
                types = {"number", "null"},
                format = "double",
                example = "1.4")
        @JsonInclude
        @Nullable
        Double entropy) {

    @Schema(name = "SuspiciousToken", description = "A token that is probably wrong.")
    record Suspect(
            @Schema(description = "Its index.", requiredMode = RequiredMode.REQUIRED, example = "0")
            int token,

            @Schema(
                    description = "`lowScore`: far below the median score. `stretched`: far longer than the median."
                            + " `unlikely`: in its frames the best path of all is e^5 times as probable a frame."
                            + " `leftOut`: right before it, or after the last token, the emissions contain something"
                            + " that the target leaves out: the best path of all is e^5 times as probable there.",
                    requiredMode = RequiredMode.REQUIRED)
            List<Suspicion.Reason> reasons) {}

    /** Returns the name of a match for formats other than JSON; {@code none} if there is no alignment. */
    static String name(@Nullable AlignedVerdict verdict) {
        var match = verdict == null ? Match.NONE : verdict.match();
        return match.name().toLowerCase(Locale.ROOT);
    }

    static AlignedVerdict of(AlignedUtterance.Fit fit) {
        var verdict = fit.verdict();
        var alignment = fit.alignment();
        var transcript = fit.placed().transcript();
        boolean hasTokens = verdict.worstToken() >= 0;
        PathDistribution paths = verdict.distribution().orElse(null);
        return new AlignedVerdict(
                verdict.match(),
                verdict.meanTokenScore(),
                hasTokens ? transcript.tokenOfLabel(verdict.worstToken()) : null,
                hasTokens ? alignment.tokens().get(verdict.worstToken()).score() : null,
                verdict.suspicious().stream()
                        .map(one -> new Suspect(transcript.tokenOfLabel(one.token()), one.reasons()))
                        .toList(),
                verdict.logRatio(),
                paths == null ? null : paths.logLikelihood(),
                paths == null ? null : Math.min(1, Math.exp(alignment.logProb() - paths.logLikelihood())),
                paths == null ? null : paths.entropy());
    }
}
