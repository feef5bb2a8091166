package io.ctcservice.request;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.Warnings;
import java.util.List;

/**
 * A request's utterances, checked, as core objects.
 *
 * @param alphabet what their classes mean
 * @param utterances at least one, in the order of the request
 * @param warnings collects what is legal in the request but smells; whoever works on the batch may add to it
 * @param <U> {@link NamedEmissions} or {@link TargetEmissions}
 */
public record Batch<U>(Alphabet alphabet, List<U> utterances, Warnings warnings) {

    public Batch {
        utterances = List.copyOf(utterances);
    }

    /**
     * Returns the only utterance.
     *
     * @param form what is answered with one utterance, for the refusal: "a picture"
     * @throws RefusedRequestException if there are several
     */
    public U only(String form) {
        if (utterances.size() != 1) {
            throw new RefusedRequestException(
                    "/utterances", utterances.size() + " utterances; expected 1, because the answer is " + form);
        }
        return utterances.getFirst();
    }
}
