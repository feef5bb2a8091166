package io.ctcservice.api.emissions;

import io.ctcservice.core.ScoreKind;
import io.ctcservice.request.BatchBody;
import io.ctcservice.request.EmissionsUtterance;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(description = "Recordings or pictures, and the network that makes emissions of them.")
record EmissionsRequest(
        @Schema(
                description = "Ids of the utterances, without `emissions`, one for each file, in order. Without it,"
                        + " each has its index as a string.",
                requiredMode = RequiredMode.NOT_REQUIRED)
        @Nullable
        List<EmissionsUtterance> utterances,

        @Schema(
                description = "A network that the server has, see GET /networks. Vocabulary, blank, scores and the"
                        + " duration of a frame are its own.",
                example = "print",
                requiredMode = RequiredMode.REQUIRED)
        @Nullable
        String network,

        @Nullable Integer channel)
        implements BatchBody<EmissionsUtterance> {

    @Override
    public @Nullable ScoreKind scores() {
        return null; // the network's, as all that follows
    }

    @Override
    public @Nullable List<String> vocabulary() {
        return null;
    }

    @Override
    public @Nullable String vocabularyName() {
        return null;
    }

    @Override
    public @Nullable Integer blank() {
        return null;
    }

    @Override
    public EmissionsUtterance emptyUtterance() {
        return EmissionsUtterance.EMPTY;
    }

    @Override
    public EmissionsRequest withUtterances(List<EmissionsUtterance> others) {
        return new EmissionsRequest(others, network, channel);
    }
}
