package io.ctcservice.api.transcriptions;

import io.ctcservice.core.span.DecodedToken;
import io.ctcservice.core.text.ByteSymbols;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

@Schema(name = "TranscriptionLogprob", description = "The confidence in one token of a transcript.")
record TokenLogprob(
        @Schema(
                description = "The characters that it adds to the text, a space before or after it included.",
                requiredMode = RequiredMode.REQUIRED,
                example = "h")
        String token,

        @Schema(
                description =
                        "ln of the probability that its frames collapse to this token, given that they collapse to one token or none.",
                requiredMode = RequiredMode.REQUIRED,
                example = "-0.02")
        double logprob,

        @Schema(description = "The token in UTF-8.", requiredMode = RequiredMode.REQUIRED)
        List<Integer> bytes) {

    /** Returns the log-probabilities of the tokens of a transcript, which must have spans. */
    static List<TokenLogprob> of(Transcript transcript) {
        return transcript.requireSpans().tokens().stream()
                .map(token -> of(transcript.grouping().runningText(token.span().label()), token))
                .toList();
    }

    private static TokenLogprob of(String text, DecodedToken token) {
        ByteBuffer bytes = ByteSymbols.bytes(text);
        return new TokenLogprob(
                ByteSymbols.joined(text),
                logprob(token),
                IntStream.range(0, bytes.limit())
                        .mapToObj(i -> bytes.get(i) & 0xff)
                        .toList());
    }

    /** Returns ln of the confidence of a token; JSON has no log zero. */
    static double logprob(DecodedToken token) {
        return Math.log(Math.clamp(token.confidence(), Double.MIN_NORMAL, 1));
    }
}
