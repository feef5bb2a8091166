package io.ctcservice.core.text;

import io.ctcservice.core.Labels;

/** The edit distance between two label sequences, from which error rates are computed. */
public final class EditDistance {

    private EditDistance() {}

    /**
     * Returns the least number of insertions, deletions and substitutions of one label that turn {@code a} into
     * {@code b}. O(|a|·|b|) time, O(|b|) memory.
     *
     * @see <a href="https://doi.org/10.1145/321796.321811">Wagner, Fischer: The string-to-string correction problem,
     *     1974</a>
     */
    public static int between(Labels a, Labels b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.get(i - 1) == b.get(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
