package io.ctcservice.fuzz;

import io.ctcservice.core.ScoreKind;
import io.ctcservice.request.BatchBody;
import io.ctcservice.request.TargetUtterance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request with only the fields that /loss, /align and similar endpoints share. */
record FuzzedBody(
        @Nullable List<TargetUtterance> utterances,
        @Nullable ScoreKind scores,
        @Nullable List<String> vocabulary,
        @Nullable String vocabularyName,
        @Nullable Integer blank,
        @Nullable String network,
        @Nullable Integer channel)
        implements BatchBody<TargetUtterance> {

    @Override
    public TargetUtterance emptyUtterance() {
        return TargetUtterance.EMPTY;
    }

    @Override
    public FuzzedBody withUtterances(List<TargetUtterance> others) {
        return new FuzzedBody(others, scores, vocabulary, vocabularyName, blank, network, channel);
    }
}
