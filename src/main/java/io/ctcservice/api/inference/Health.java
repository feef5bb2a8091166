package io.ctcservice.api.inference;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(description = "That all is well.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Health(
        @Schema(description = "Of which model; only where one was asked for.", example = "ctc-loss") @Nullable
        String name,

        @Schema(description = "Whether the process works; only of health/live.") @Nullable
        Boolean live,

        @Schema(description = "Whether requests are taken; not of health/live.") @Nullable
        Boolean ready) {

    static Health ofProcess() {
        return new Health(null, true, null);
    }

    static Health ofServer() {
        return new Health(null, null, true);
    }

    static Health ofModel(String name) {
        return new Health(name, null, true);
    }
}
