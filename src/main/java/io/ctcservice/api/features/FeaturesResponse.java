package io.ctcservice.api.features;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ctcservice.audio.SpectralFeatures;
import io.ctcservice.audio.SpectralSettings;
import io.ctcservice.codec.Warning;
import io.ctcservice.core.FloatMatrix;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;

@Schema(description = "Features of a sound.")
record FeaturesResponse(
        @Schema(description = "Of the sound, in Hz.", requiredMode = RequiredMode.REQUIRED, example = "16000")
        int sampleRate,

        @Schema(
                description = "Number of channels; several are averaged.",
                requiredMode = RequiredMode.REQUIRED,
                example = "1")
        int channels,

        @Schema(description = "Length of the sound.", requiredMode = RequiredMode.REQUIRED, example = "1.5")
        double seconds,

        @Schema(requiredMode = RequiredMode.REQUIRED, description = "The kind of features.")
        SpectralSettings.Kind kind,

        @Schema(requiredMode = RequiredMode.REQUIRED, description = "The normalization of each dimension.")
        SpectralSettings.Normalization normalization,

        @Schema(description = "T.", requiredMode = RequiredMode.REQUIRED, example = "148")
        int frames,

        @Schema(description = "D.", requiredMode = RequiredMode.REQUIRED, example = "40")
        int dimension,

        @Schema(
                description = "From one frame to the next: 10 ms, rounded to samples.",
                requiredMode = RequiredMode.REQUIRED,
                example = "0.01")
        double secondsPerFrame,

        @Schema(description = "Centres of the mel bands, in Hz.", requiredMode = RequiredMode.REQUIRED)
        List<Double> bandCentres,

        @Schema(description = "`[T][D]`.", requiredMode = RequiredMode.REQUIRED)
        FloatMatrix features,

        @Schema(description = "Legal but suspicious parts of the request; only if there are any.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Warning> warnings) {

    static FeaturesResponse of(SpectralFeatures made, FeaturesParameters parameters) {
        var settings = parameters.settings();
        return new FeaturesResponse(
                made.sampleRate(),
                made.channels(),
                made.seconds(),
                settings.kind(),
                settings.normalization(),
                made.features().rows(),
                made.features().columns(),
                made.secondsPerFrame(),
                made.bandCentres(),
                made.features(),
                parameters.warnings().list());
    }
}
