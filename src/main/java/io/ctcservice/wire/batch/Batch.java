package io.ctcservice.wire.batch;

import java.util.List;

/**
 * A request's utterances, checked, as core objects.
 *
 * @param alphabet what their classes mean
 * @param utterances at least one, in the order of the request
 * @param <U> {@link NamedEmissions} or {@link TargetEmissions}
 */
public record Batch<U>(Alphabet alphabet, List<U> utterances) {

    public Batch {
        utterances = List.copyOf(utterances);
    }
}
