package io.ctcservice.api.synthesize;

import io.ctcservice.acoustic.Voice;
import io.ctcservice.codec.Warnings;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Schema(description = "A text, and the settings of the voice and the model.")
record SynthesizeRequest(
        @Schema(
                description = "The text: a to z and the space.",
                requiredMode = RequiredMode.REQUIRED,
                example = "hello world")
        @NotEmpty(message = "expected at least one character")
        @Nullable
        String text,

        @Schema(
                description = "Mean length of a symbol. Each lasts this many frames, one less or one more, each as"
                        + " likely; at least 1, and at least 2 if the same symbol follows."
                        + " Default: 3.",
                example = "3")
        @Min(1)
        @Max(1000)
        @Nullable
        Integer framesPerSymbol,

        @Schema(description = "D, the numbers of a frame. The trained model reads 20. Default: 20.", example = "20")
        @Min(1)
        @Max(1024)
        @Nullable
        Integer featureDimension,

        @Schema(
                description =
                        "Standard deviation of the normal noise added to each feature; with `oracle` also of noise"
                                + " on the logits, four times as large. Default: 0.3.",
                example = "0.3")
        @DecimalMin("0")
        @DecimalMax("100")
        @Nullable
        Double noise,

        @Schema(
                description = "H, the hidden units of the `untrained` network. The trained model has 32; `oracle` has"
                        + " none. Default: 32.",
                example = "32")
        @Min(1)
        @Max(256)
        @Nullable
        Integer hiddenSize,

        @Schema(
                description = "The source of the emissions. `untrained` (default): a tanh RNN with weights N(0,1)·0.01"
                        + " drawn from the seed. `trained`: the same kind of RNN, trained with this service's own CTC"
                        + " gradient on voice `perCharacter` at noise 0.3. `oracle`: the known alignment.",
                example = "trained")
        @Nullable
        Model model,

        @Schema(
                description = "The source of a symbol's feature vector, N(0,1) + 0.1·class index. `perOccurrence`:"
                        + " drawn from the seed anew for each symbol of the text. `perCharacter`: one vector for each"
                        + " character, whatever the seed. Default: `perCharacter` for the trained model, which learnt"
                        + " it, else `perOccurrence`.",
                example = "perCharacter")
        @Nullable
        Voice voice,

        @Schema(
                description =
                        "The same request with the same seed has the same answer, on every machine. Without it, one"
                                + " is drawn; the answer says which.",
                example = "42")
        @Nullable
        Long seed,

        @Schema(
                description =
                        "For `oracle`: how much of each symbol's time is blank. 0: the symbol in all its frames; 1:"
                                + " in one frame, as converged CTC models have it. Default: 0.5.",
                example = "0.5")
        @DecimalMin("0")
        @DecimalMax("1")
        @Nullable
        Double peakiness) {

    /** Returns the warnings about settings that the model has no use for. */
    Warnings warnings() {
        var warnings = new Warnings();
        if (peakiness != null && modelOrDefault() != Model.ORACLE) {
            warnings.add("/peakiness", "of no effect on this model; it is for \"model\": \"oracle\"");
        }
        if (hiddenSize != null && modelOrDefault() == Model.ORACLE) {
            warnings.add("/hiddenSize", "of no effect on the oracle, which has no hidden units");
        }
        return warnings;
    }

    /** The sources of emissions. */
    enum Model {
        UNTRAINED,
        TRAINED,
        ORACLE
    }

    String textOrEmpty() {
        return Objects.requireNonNullElse(text, "");
    }

    int framesPerSymbolOrDefault() {
        return Objects.requireNonNullElse(framesPerSymbol, 3);
    }

    int featureDimensionOrDefault() {
        return Objects.requireNonNullElse(featureDimension, 20);
    }

    double noiseOrDefault() {
        return Objects.requireNonNullElse(noise, 0.3);
    }

    int hiddenSizeOrDefault() {
        return Objects.requireNonNullElse(hiddenSize, 32);
    }

    Model modelOrDefault() {
        return Objects.requireNonNullElse(model, Model.UNTRAINED);
    }

    Voice voiceOrDefault() {
        return Objects.requireNonNullElse(
                voice, modelOrDefault() == Model.TRAINED ? Voice.PER_CHARACTER : Voice.PER_OCCURRENCE);
    }

    double peakinessOrDefault() {
        return Objects.requireNonNullElse(peakiness, 0.5);
    }
}
