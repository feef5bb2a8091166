package io.ctcservice.api.inference;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(description = "The health of the server or of a model.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Health(
        @Schema(description = "Name of the model; only if the request names one.", example = "ctc-loss") @Nullable
        String name,

        @Schema(description = "True while the process works; only of health/live.") @Nullable
        Boolean live,

        @Schema(description = "True while requests are accepted; not of health/live.") @Nullable
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
