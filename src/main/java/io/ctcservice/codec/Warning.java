package io.ctcservice.codec;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;

/**
 * A remark about a legal but suspicious part of a request.
 *
 * @param pointer JSON pointer into the request, {@code ""} for all of it
 * @param detail what was found, and what may have been meant
 */
@Schema(description = "A legal but suspicious part of a request.")
public record Warning(
        @Schema(
                description = "JSON pointer into the request; empty for all of it.",
                requiredMode = RequiredMode.REQUIRED,
                example = "/beamWidth")
        String pointer,

        @Schema(
                description = "The value that was found, and the one that was probably meant.",
                requiredMode = RequiredMode.REQUIRED,
                example = "of no effect on greedy decoding; it is for \"decoder\": \"beam\"")
        String detail) {}
