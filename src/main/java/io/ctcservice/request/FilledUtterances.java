package io.ctcservice.request;

import io.ctcservice.audio.SoundRemark;
import io.ctcservice.codec.Warnings;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;

/**
 * The utterances of a request whose emissions came from files, and what is suspicious in these. Immutable.
 *
 * @param <U> the type of an utterance
 */
final class FilledUtterances<U extends UtteranceBody> extends AbstractList<U> {

    private final List<U> utterances;
    private final Map<Integer, List<SoundRemark>> remarks;

    /** @param remarks those on the recording of each utterance, by its index */
    FilledUtterances(List<U> utterances, Map<Integer, List<SoundRemark>> remarks) {
        this.utterances = List.copyOf(utterances);
        this.remarks = Map.copyOf(remarks);
    }

    @Override
    public U get(int index) {
        return utterances.get(index);
    }

    @Override
    public int size() {
        return utterances.size();
    }

    /** Adds the remarks to the warnings of a request. */
    void warn(Warnings warnings) {
        remarks.forEach((i, found) -> Recordings.warn(found, "/utterances/" + i + "/recording", warnings));
    }
}
