package io.ctcservice.api.align;

import io.ctcservice.codec.column.UtteranceArchive;
import io.ctcservice.codec.npy.NpzArchive;

/**
 * The response as arrays: those of {@link AlignColumns}, each name followed by an underscore and the utterance's id.
 */
final class AlignArchive {

    private AlignArchive() {}

    static NpzArchive of(AlignResponse response) {
        var archive = UtteranceArchive.of(
                response.utterances().stream().map(AlignResponse.Utterance::id).toList());
        response.utterances().forEach(utterance -> AlignColumns.TABLE.addTo(archive, utterance.id(), utterance));
        return archive;
    }
}
