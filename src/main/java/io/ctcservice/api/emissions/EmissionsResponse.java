package io.ctcservice.api.emissions;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ctcservice.codec.Warning;
import io.ctcservice.codec.column.NpzResponse;
import io.ctcservice.codec.column.UtteranceArchive;
import io.ctcservice.codec.json.EnumNames;
import io.ctcservice.codec.npy.NpyArray;
import io.ctcservice.codec.npy.NpzArchive;
import io.ctcservice.codec.span.Seconds;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.recognition.NetworkDescription;
import io.ctcservice.request.Batch;
import io.ctcservice.request.EmissionsUtterance;
import io.ctcservice.request.NamedEmissions;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Schema(description = "Emissions of a network for recordings or pictures, to be posted to the other endpoints.")
record EmissionsResponse(
        @Schema(description = "The network.", requiredMode = RequiredMode.REQUIRED, example = "print")
        String network,

        @Schema(description = "The symbols of its classes.", requiredMode = RequiredMode.REQUIRED)
        List<String> vocabulary,

        @Schema(description = "Class index of the blank.", requiredMode = RequiredMode.REQUIRED)
        int blank,

        @Schema(description = "The kind of scores.", requiredMode = RequiredMode.REQUIRED)
        ScoreKind scores,

        @Schema(description = "Duration of a frame; not there for pictures.", example = "0.02")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Double secondsPerFrame,

        @Schema(description = "In the order of the request.", requiredMode = RequiredMode.REQUIRED)
        List<EmissionsUtterance> utterances,

        List<Warning> warnings)
        implements NpzResponse {

    static EmissionsResponse of(NetworkDescription network, Batch<NamedEmissions> batch) {
        return new EmissionsResponse(
                network.name(),
                network.vocabulary().symbols(),
                network.vocabulary().blank(),
                network.scores(),
                network.secondsPerFrame(),
                batch.utterances().stream()
                        .map(one -> new EmissionsUtterance(
                                one.id(),
                                one.emissions().scores(),
                                one.emissions().frames(),
                                Double.isInfinite(one.seconds()) ? null : Seconds.rounded(one.seconds())))
                        .toList(),
                batch.warnings().list());
    }

    @Override
    public NpzArchive toNpz() {
        List<String> ids =
                utterances.stream().map(one -> String.valueOf(one.id())).toList();
        var archive = UtteranceArchive.of(ids)
                .add("network", NpyArray.ofScalar(network))
                .add("vocabulary", NpyArray.ofTexts(vocabulary))
                .add("blank", NpyArray.ofScalar(blank))
                .add("scores", NpyArray.ofScalar(EnumNames.of(scores.name())))
                .add("ids", NpyArray.ofTexts(ids));
        if (secondsPerFrame != null) {
            archive.add("seconds_per_frame", NpyArray.ofScalar(secondsPerFrame.doubleValue()));
        }
        utterances.forEach(
                one -> archive.add("emissions_" + one.id(), NpyArray.of(Objects.requireNonNull(one.emissions()))));
        return archive;
    }
}
