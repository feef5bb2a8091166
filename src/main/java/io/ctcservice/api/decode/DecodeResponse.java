package io.ctcservice.api.decode;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ctcservice.codec.Warning;
import io.ctcservice.codec.Warnings;
import io.ctcservice.codec.column.NpzResponse;
import io.ctcservice.codec.json.FramePath;
import io.ctcservice.codec.npy.NpzArchive;
import io.ctcservice.codec.span.Seconds;
import io.ctcservice.core.decode.SearchTrace;
import io.ctcservice.request.decode.DecodePlan;
import io.ctcservice.request.decode.DecodeRequest;
import io.ctcservice.request.decode.DecodedHypothesis;
import io.ctcservice.request.decode.DecodedUtterance;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

@Schema(description = "The hypotheses, in the order of the utterances.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record DecodeResponse(
        @Schema(description = "One for each utterance.", requiredMode = RequiredMode.REQUIRED)
        List<Utterance> utterances,

        @Schema(
                description = "Hot words and words of the lexicon that the vocabulary cannot spell, and so are never"
                        + " found; only where there are any.")
        @Nullable
        List<UnspellablePhrase> unspellable,

        List<Warning> warnings)
        implements NpzResponse {

    @Override
    public NpzArchive toNpz() {
        return DecodeArchive.of(this);
    }

    /** @param steps the search trace of each utterance, frame by frame; empty if not requested */
    static DecodeResponse of(
            DecodeRequest request,
            DecodePlan plan,
            List<DecodedUtterance> decoded,
            List<List<SearchTrace.Step>> steps,
            Warnings warnings) {
        var utterances = IntStream.range(0, decoded.size())
                .mapToObj(i -> Utterance.of(decoded.get(i), request, plan, steps.isEmpty() ? null : steps.get(i)))
                .toList();
        var unspellable = plan.unspellable().stream()
                .map(phrase -> new UnspellablePhrase(phrase.pointer(), phrase.text()))
                .toList();
        return new DecodeResponse(utterances, unspellable.isEmpty() ? null : unspellable, warnings.list());
    }

    @Schema(description = "A phrase or word that the symbols of the vocabulary do not make.")
    record UnspellablePhrase(
            @Schema(
                    description = "JSON pointer into the request.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "/hotwords/0/phrase")
            String pointer,

            @Schema(description = "The phrase or word.", requiredMode = RequiredMode.REQUIRED, example = "naïve")
            String text) {}

    @Schema(name = "DecodedUtterance", description = "The hypotheses of one utterance.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Utterance(
            @Schema(description = "As given, or the index.", requiredMode = RequiredMode.REQUIRED, example = "utt-1")
            String id,

            @Schema(description = "T.", requiredMode = RequiredMode.REQUIRED, example = "12")
            int frames,

            @Schema(description = "Class of each frame on the best path of the first hypothesis.") @Nullable
            FramePath framePath,

            @Schema(
                    description =
                            "Steps of the beam search in each of the first 200 frames: for teaching, and for finding where a hypothesis was pruned.")
            @Nullable
            List<SearchStep> search,

            @Schema(
                    description =
                            "The best first, at least one, no two of the same text: of hypotheses that differ only"
                                    + " in their spaces the best is listed.",
                    requiredMode = RequiredMode.REQUIRED)
            List<DecodedHypothesis> hypotheses) {

        static Utterance of(
                DecodedUtterance decoded,
                DecodeRequest request,
                DecodePlan plan,
                @Nullable List<SearchTrace.Step> steps) {
            var seconds = new Seconds(
                    plan.classes().secondsPerFrame(request.secondsPerFrame()),
                    decoded.utterance().seconds());
            var hypotheses = decoded.hypotheses().stream()
                    .map(hypothesis -> DecodedHypothesis.of(hypothesis, request, plan, seconds))
                    .toList();
            var utterance = decoded.utterance();
            var best = decoded.hypotheses().getFirst().spans();
            return new Utterance(
                    utterance.id(),
                    utterance.emissions().frames(),
                    best != null && request.includes(DecodeRequest.Include.FRAME_PATH)
                            ? FramePath.of(best.framePath())
                            : null,
                    steps == null
                            ? null
                            : steps.stream()
                                    .map(step -> SearchStep.of(step, plan))
                                    .toList(),
                    hypotheses);
        }
    }
}
