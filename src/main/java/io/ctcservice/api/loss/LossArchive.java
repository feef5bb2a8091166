package io.ctcservice.api.loss;

import io.ctcservice.codec.column.UtteranceArchive;
import io.ctcservice.codec.npy.NpyArray;
import io.ctcservice.codec.npy.NpzArchive;
import io.ctcservice.core.loss.Reduction;
import org.jspecify.annotations.Nullable;

/**
 * The response as arrays. Names are those of the JSON in snake_case, those of an utterance with its id after an
 * underscore. A loss that is null in JSON is infinite here, as −ln 0 is; with {@link Reduction#NONE}, {@code loss}
 * holds them all.
 */
final class LossArchive {

    private LossArchive() {}

    static NpzArchive of(LossResponse response) {
        var archive = UtteranceArchive.of(
                response.utterances().stream().map(LossResponse.Utterance::id).toList());
        archive.add("loss", reducedLoss(response)).add("infeasible", NpyArray.ofScalar(response.infeasible()));
        for (var utterance : response.utterances()) {
            LossColumns.TABLE.addTo(archive, utterance.id(), utterance);
        }
        return archive;
    }

    private static NpyArray reducedLoss(LossResponse response) {
        if (response.reduction() == Reduction.NONE) {
            return NpyArray.ofDoubles(response.utterances().stream()
                    .mapToDouble(utterance -> orInfinity(utterance.loss()))
                    .toArray());
        }
        return NpyArray.ofScalar(orInfinity(response.loss()));
    }

    private static double orInfinity(@Nullable Double loss) {
        return loss == null ? Double.POSITIVE_INFINITY : loss;
    }
}
