package io.ctcservice.api.stream;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The fields of the first message of a stream that /decode does not have. */
@Schema(description = "The format of the messages of a stream, and the ends of its segments.")
record StreamFormat(
        @Schema(
                description =
                        "V: binary messages are rows of so many scores, the emissions of a network. As the vocabulary has"
                                + " symbols. With `dtype`; in place of `encoding`.",
                example = "28")
        @Nullable
        Integer classes,

        @Schema(description = "The number type of a score: 4 bytes, little-endian.", example = "float32") @Nullable
        NumberType dtype,

        @Schema(
                description =
                        "Binary messages are sound of one channel, for `network`: samples little-endian, `pcm16` of 2 bytes,"
                                + " `float32` of 4, full scale 1. With `sampleRate`.",
                example = "pcm16")
        @Nullable
        Encoding encoding,

        @Schema(
                description = "Samples a second, 4000 to 384000; resampled where the network has another rate.",
                example = "16000")
        @Nullable
        Integer sampleRate,

        @Schema(
                description =
                        "The conditions under which a segment ends by itself, with a final result; without them none does.")
        @Nullable
        Endpoint endpoint) {

    /** The types of scores. */
    enum NumberType {
        FLOAT32
    }

    /** The types of samples. */
    enum Encoding {
        PCM16,
        FLOAT32
    }

    @Schema(
            name = "EndpointRules",
            description =
                    "Rules that end a segment, in seconds; each may be left out. They need the duration of a frame:"
                            + " `secondsPerFrame`, or that of the network.")
    record Endpoint(
            @Schema(
                    description = "Silence after speech: frames in which the best hypothesis gets no new label.",
                    example = "1.2")
            @Nullable
            Double afterSpeech,

            @Schema(description = "Silence without speech.", example = "2.4") @Nullable
            Double noSpeech,

            @Schema(description = "The longest segment.", example = "20") @Nullable
            Double longest) {}
}
