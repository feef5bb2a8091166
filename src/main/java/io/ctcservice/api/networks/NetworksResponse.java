package io.ctcservice.api.networks;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.recognition.NetworkDescription;
import io.ctcservice.recognition.Networks;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.RecognitionException;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(description = "The networks of this server.")
record NetworksResponse(
        @Schema(
                description = "The registered networks by name, then those that come with the service.",
                requiredMode = RequiredMode.REQUIRED)
        List<RegisteredNetwork> networks,

        @Schema(description = "The reason why this server can run no network; only where it cannot.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String absence) {

    static NetworksResponse of(Networks networks) {
        return new NetworksResponse(
                networks.byName().entrySet().stream()
                        .map(entry -> RegisteredNetwork.of(
                                entry.getKey(), entry.getValue(), networks.isShipped(entry.getKey())))
                        .toList(),
                networks.absence().orElse(null));
    }

    @Schema(description = "A network that requests may name.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RegisteredNetwork(
            @Schema(description = "To be given in `network`.", requiredMode = RequiredMode.REQUIRED, example = "print")
            String name,

            @Schema(description = "True if it came with the service.", requiredMode = RequiredMode.REQUIRED)
            boolean shipped,

            @Schema(
                    description = "True if it is a streaming network, and so may be named on /stream.",
                    requiredMode = RequiredMode.REQUIRED)
            boolean streaming,

            @Schema(description = "The kind of input: sound, or pictures of lines.")
            NetworkDescription.@Nullable Kind kind,

            @Schema(description = "The symbols of its classes.") @Nullable
            List<String> vocabulary,

            @Schema(description = "Class index of the blank.") @Nullable
            Integer blank,

            @Schema(description = "The kind of its scores.") @Nullable
            ScoreKind scores,

            @Schema(description = "Duration of a frame; only of a network for sound.", example = "0.02") @Nullable
            Double secondsPerFrame,

            @Schema(description = "Rate that sound is brought to, in Hz.", example = "16000") @Nullable
            Integer sampleRate,

            @Schema(description = "Height that pictures are brought to, in pixels.", example = "48") @Nullable
            Integer height,

            @Schema(description = "Strengths and weaknesses, if its file names them.") @Nullable
            String about,

            @Schema(
                    description =
                            "Its properties, each by the setting below `ctc.networks.<name>` that would change it.")
            @Nullable
            List<Fact> facts,

            @Schema(description = "The reason why it cannot be used; only if it cannot.") @Nullable
            String fault) {

        static RegisteredNetwork of(String name, NeuralNetwork network, boolean shipped) {
            try {
                return of(name, network, network.description(), shipped);
            } catch (RecognitionException unavailable) {
                return new RegisteredNetwork(
                        name,
                        shipped,
                        false,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        unavailable.getMessage());
            }
        }

        private static RegisteredNetwork of(
                String name, NeuralNetwork network, NetworkDescription known, boolean shipped) {
            return new RegisteredNetwork(
                    name,
                    shipped,
                    network.streaming().isPresent(),
                    known.kind(),
                    known.vocabulary().symbols(),
                    known.vocabulary().blank(),
                    known.scores(),
                    known.secondsPerFrame(),
                    known.sampleRate(),
                    known.height(),
                    known.about(),
                    known.facts().entrySet().stream()
                            .map(fact -> new Fact(
                                    fact.getKey(),
                                    fact.getValue().value(),
                                    fact.getValue().source()))
                            .toList(),
                    null);
        }
    }

    @Schema(name = "NetworkFact", description = "A property of a network, and its source.")
    record Fact(
            @Schema(description = "The setting.", requiredMode = RequiredMode.REQUIRED, example = "sound.sample-rate")
            String setting,

            @Schema(
                    description = "The value, as the setting would have it.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "16000")
            String value,

            @Schema(description = "The place that the value comes from.", requiredMode = RequiredMode.REQUIRED)
            String source) {}
}
