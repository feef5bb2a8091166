package io.ctcservice.core.align;

/** A {@link ViterbiRow} in plain Java. */
final class ScalarViterbiRow implements ViterbiRow {

    @Override
    public void advance(
            double[] blanks, double[] labels, double[] skips, double[] scores, double blankScore, int from, int to) {
        double before = labels[from];
        for (int u = from; u < to; u++) {
            double blank = blanks[u];
            double own = labels[u + 1];
            // comparisons, not Math.max: there is no NaN to carry, and they cost half
            double skip = before + skips[u];
            double best = blank > own ? blank : own;
            labels[u + 1] = (skip > best ? skip : best) + scores[u];
            blanks[u] = (before > blank ? before : blank) + blankScore;
            before = own;
        }
    }
}
