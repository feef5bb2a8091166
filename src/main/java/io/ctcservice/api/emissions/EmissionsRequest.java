package io.ctcservice.api.emissions;

import io.ctcservice.core.ScoreKind;
import io.ctcservice.request.BatchBody;
import io.ctcservice.request.EmissionsUtterance;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(description = "Recordings or pictures, and the network that makes emissions of them.")
record EmissionsRequest(
        @Nullable List<EmissionsUtterance> utterances,
        @Nullable ScoreKind scores,
        @Nullable List<String> vocabulary,
        @Nullable String vocabularyName,
        @Nullable Integer blank,
        @Nullable String network,
        @Nullable Integer channel)
        implements BatchBody<EmissionsUtterance> {

    @Override
    public EmissionsUtterance emptyUtterance() {
        return EmissionsUtterance.EMPTY;
    }

    @Override
    public EmissionsRequest withUtterances(List<EmissionsUtterance> others) {
        return new EmissionsRequest(others, scores, vocabulary, vocabularyName, blank, network, channel);
    }
}
