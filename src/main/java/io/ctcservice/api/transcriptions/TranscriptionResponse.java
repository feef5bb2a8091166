package io.ctcservice.api.transcriptions;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Schema(
        name = "Transcription",
        description = "A transcript. `verbose_json` has all but `logprobs`; `json` has `text`, `usage` and, on request,"
                + " `logprobs`.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record TranscriptionResponse(
        @Schema(description = "`transcribe`.", example = "transcribe") @Nullable
        String task,

        @Schema(description = "As in the request, else `unknown`: it is not detected.", example = "unknown") @Nullable
        String language,

        @Schema(description = "Of the recording, in seconds.", example = "1.5") @Nullable
        Double duration,

        @Schema(description = "The whole transcript.", requiredMode = RequiredMode.REQUIRED, example = "hi there")
        String text,

        @Schema(description = "Its words with their times.") @Nullable
        List<TranscribedWord> words,

        @Schema(description = "The same in segments, as long as subtitles.") @Nullable
        List<TranscriptionSegment> segments,

        @Schema(description = "The confidence in each token.") @Nullable
        List<TokenLogprob> logprobs,

        @Schema(description = "The resources used.", requiredMode = RequiredMode.REQUIRED)
        Usage usage) {

    /** Returns the {@code json} response. */
    static TranscriptionResponse json(Transcript transcript, @Nullable List<TokenLogprob> logprobs) {
        return new TranscriptionResponse(
                null, null, null, transcript.text(), null, null, logprobs, Usage.of(transcript));
    }

    /** Returns the {@code verbose_json} response. */
    static TranscriptionResponse verbose(Transcript transcript, @Nullable String language) {
        return new TranscriptionResponse(
                "transcribe",
                Objects.requireNonNullElse(language, "unknown"),
                rounded(transcript.recording().seconds()),
                transcript.text(),
                transcript.timed().words().stream()
                        .map(word -> new TranscribedWord(word.text(), rounded(word.start()), rounded(word.end())))
                        .toList(),
                TranscriptionSegment.of(transcript),
                null,
                Usage.of(transcript));
    }

    /** Returns a time rounded to the millisecond. */
    private static double rounded(double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }

    @Schema(name = "TranscriptionWord", description = "One word of a transcript.")
    record TranscribedWord(
            @Schema(description = "Without spaces.", requiredMode = RequiredMode.REQUIRED, example = "hi")
            String word,

            @Schema(description = "In seconds.", requiredMode = RequiredMode.REQUIRED, example = "0.02")
            double start,

            @Schema(description = "In seconds.", requiredMode = RequiredMode.REQUIRED, example = "0.14")
            double end) {}

    @Schema(name = "TranscriptionUsage", description = "The resources used for a transcript.")
    record Usage(
            @Schema(description = "`duration`.", requiredMode = RequiredMode.REQUIRED, example = "duration")
            String type,

            @Schema(
                    description = "The duration of the recording in seconds.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "1.5")
            double seconds) {

        private static Usage of(Transcript transcript) {
            return new Usage("duration", rounded(transcript.recording().seconds()));
        }
    }
}
