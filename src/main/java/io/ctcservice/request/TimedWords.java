package io.ctcservice.request;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The fields that /decode, /align and /spot share, whose answers have words and times. A request record implements this by
 * having components of these names; their descriptions in the OpenAPI document come from here.
 */
public interface TimedWords {

    @Schema(
            description =
                    "The symbol between words. Default: the space, else the `▁`, `##`, `@@` or `</w>` of word pieces, else"
                            + " `<space>`, `|` or `▁`, if the vocabulary has it. Empty: each symbol is a word.",
            example = " ")
    @Nullable
    String wordDelimiter();

    @Schema(
            description = "Duration of a frame, for times in seconds, as subtitles have them. For wav2vec2-like models"
                    + " 0.02.",
            example = "0.02")
    @Nullable
    Double secondsPerFrame();
}
