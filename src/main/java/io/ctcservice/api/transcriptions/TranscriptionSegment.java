package io.ctcservice.api.transcriptions;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.ctcservice.codec.subtitle.Cue;
import io.ctcservice.codec.subtitle.Cues;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.span.DecodedToken;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;

@Schema(description = "A segment of a transcript, as long as a subtitle.")
record TranscriptionSegment(
        @Schema(description = "From 0.", requiredMode = RequiredMode.REQUIRED, example = "0")
        int id,

        @Schema(description = "`start` in hundredths of a second.", requiredMode = RequiredMode.REQUIRED, example = "0")
        int seek,

        @Schema(description = "In seconds.", requiredMode = RequiredMode.REQUIRED, example = "0.02")
        double start,

        @Schema(description = "In seconds.", requiredMode = RequiredMode.REQUIRED, example = "1.5")
        double end,

        @Schema(description = "The text of the segment.", requiredMode = RequiredMode.REQUIRED, example = "hi there")
        String text,

        @Schema(
                description = "The network's classes in it, word delimiters included, no blanks.",
                requiredMode = RequiredMode.REQUIRED)
        List<Integer> tokens,

        @Schema(
                description = "Always 0: decoding is deterministic.",
                requiredMode = RequiredMode.REQUIRED,
                example = "0")
        double temperature,

        @Schema(
                description = "Mean of the `logprob` of its tokens, which `include[]=logprobs` gives one by one.",
                requiredMode = RequiredMode.REQUIRED,
                example = "-0.02")
        @JsonProperty("avg_logprob")
        double avgLogprob,

        @Schema(
                description = "Bytes of the text in UTF-8 over those of its zlib compression.",
                requiredMode = RequiredMode.REQUIRED,
                example = "0.8")
        @JsonProperty("compression_ratio")
        double compressionRatio,

        @Schema(
                description = "The network's probability that each of its frames is blank.",
                requiredMode = RequiredMode.REQUIRED,
                example = "0")
        @JsonProperty("no_speech_prob")
        double noSpeechProb) {

    private static final double HALF_A_MILLISECOND = 0.0005;

    /** Returns the segments of a transcript, which must have spans. */
    static List<TranscriptionSegment> of(Transcript transcript) {
        var cues = Cues.of(transcript.timed());
        var tokens = transcript.requireSpans().tokens();
        var segments = new ArrayList<TranscriptionSegment>();
        int first = 0;
        for (int i = 0; i < cues.size(); i++) {
            double until = i + 1 < cues.size() ? cues.get(i + 1).start() / 1000.0 : Double.POSITIVE_INFINITY;
            int end = first;
            while (end < tokens.size()
                    && tokens.get(end).span().start() * transcript.secondsPerFrame() < until - HALF_A_MILLISECOND) {
                end++;
            }
            segments.add(of(i, cues.get(i), tokens.subList(first, end), transcript));
            first = end;
        }
        return List.copyOf(segments);
    }

    private static TranscriptionSegment of(int id, Cue cue, List<DecodedToken> tokens, Transcript transcript) {
        String text = String.join(" ", cue.lines());
        return new TranscriptionSegment(
                id,
                Math.toIntExact(cue.start() / 10),
                cue.start() / 1000.0,
                cue.end() / 1000.0,
                text,
                tokens.stream().map(token -> token.span().label()).toList(),
                0,
                tokens.stream().mapToDouble(TokenLogprob::logprob).average().orElse(0),
                compressionRatio(text),
                noSpeech(tokens, transcript));
    }

    private static double compressionRatio(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (var deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            return (double) bytes.length / deflater.deflate(new byte[bytes.length + 64]);
        }
    }

    private static double noSpeech(List<DecodedToken> tokens, Transcript transcript) {
        if (tokens.isEmpty()) {
            return 1;
        }
        Emissions emissions = transcript.recording().emissions();
        int blank = transcript.recording().network().vocabulary().blank();
        double sum = 0;
        for (int t = tokens.getFirst().span().start();
                t < tokens.getLast().span().end();
                t++) {
            sum += emissions.logProb(t, blank);
        }
        return Math.min(1, Math.exp(sum));
    }
}
