package io.ctcservice.codec.column;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.npy.NpzArchive;
import java.util.HashSet;
import java.util.List;

/** A factory of archives whose array names end with the ids of utterances. */
public final class UtteranceArchive {

    private static final int LONGEST_ID = 1024;

    private UtteranceArchive() {}

    /**
     * Returns an empty archive for the arrays of utterances.
     *
     * @param ids of the utterances
     * @throws RefusedRequestException if an id stands twice, is too long or holds a control character
     */
    public static NpzArchive of(List<String> ids) {
        var seen = new HashSet<String>();
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            boolean isNew = seen.add(id);
            if (!isNew || id.length() > LONGEST_ID || id.chars().anyMatch(Character::isISOControl)) {
                String found = !isNew
                        ? "the same id as an utterance before"
                        : id.length() > LONGEST_ID ? "an id of " + id.length() + " characters" : "a control character";
                throw new RefusedRequestException(
                        "/utterances/" + i + "/id",
                        found + "; expected ids that can name the arrays of an archive: unlike each other, at most "
                                + LONGEST_ID + " characters, no control characters");
            }
        }
        return new NpzArchive();
    }
}
