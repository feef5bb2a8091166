package io.ctcservice.train;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The reliability of word confidences: the share of correct words in ten bins of confidence of equal width.
 *
 * @see <a href="https://arxiv.org/abs/1706.04599">Guo et al. 2017, On calibration of modern neural networks, eqs. (1)-(3)</a>
 */
final class Reliability {

    private static final int BINS = 10;

    private final int[] words = new int[BINS];
    private final int[] right = new int[BINS];
    private final double[] confidence = new double[BINS];

    /** Adds the words of a line, each with its confidence in [0, 1], and which of them are right. */
    void add(double[] confidences, boolean[] rights) {
        for (int i = 0; i < confidences.length; i++) {
            int bin = Math.min(BINS - 1, (int) (BINS * confidences[i]));
            words[bin]++;
            right[bin] += rights[i] ? 1 : 0;
            confidence[bin] += confidences[i];
        }
    }

    /** Returns which words of a hypothesis are correct: those that an alignment with the fewest edits leaves unchanged. */
    static boolean[] right(List<String> read, List<String> truth) {
        var distance = new int[read.size() + 1][truth.size() + 1];
        for (int i = read.size(); i >= 0; i--) {
            for (int j = truth.size(); j >= 0; j--) {
                if (i == read.size() || j == truth.size()) {
                    distance[i][j] = read.size() - i + truth.size() - j;
                } else {
                    int replaced = distance[i + 1][j + 1] + (read.get(i).equals(truth.get(j)) ? 0 : 1);
                    distance[i][j] = Math.min(replaced, 1 + Math.min(distance[i + 1][j], distance[i][j + 1]));
                }
            }
        }
        var right = new boolean[read.size()];
        for (int i = 0, j = 0; i < read.size() && j < truth.size(); ) {
            boolean equal = read.get(i).equals(truth.get(j));
            if (distance[i][j] == distance[i + 1][j + 1] + (equal ? 0 : 1)) {
                right[i++] = equal;
                j++;
            } else if (distance[i][j] == distance[i + 1][j] + 1) {
                i++;
            } else {
                j++;
            }
        }
        return right;
    }

    /** Returns the expected calibration error: the mean over all words of |mean confidence − share of correct words| of their bin, in percent; 0 of no words. */
    double expectedCalibrationError() {
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            sum += Math.abs(confidence[bin] - right[bin]);
        }
        return 100 * sum / Math.max(1, Arrays.stream(words).sum());
    }

    /** Returns the bins as a table in Markdown. */
    String table() {
        var table = new StringBuilder("| confidence | words | its mean | right |\n|---|---|---|---|\n");
        for (int bin = 0; bin < BINS; bin++) {
            if (words[bin] > 0) {
                table.append(String.format(
                        Locale.ROOT,
                        "| %.1f to %.1f | %d | %.1f %% | %.1f %% |%n",
                        bin / (double) BINS,
                        (bin + 1) / (double) BINS,
                        words[bin],
                        100 * confidence[bin] / words[bin],
                        100.0 * right[bin] / words[bin]));
            }
        }
        return table.toString();
    }

    /** Returns the reliability diagram as SVG: share of words that are right over confidence, beside the diagonal. */
    String diagram(String title) {
        var svg = new StringBuilder();
        svg.append(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 340 350\" font-family=\"sans-serif\" font-size=\"11\">\n")
                .append("<title>" + title + "</title>\n<rect width=\"340\" height=\"350\" fill=\"#fff\"/>\n")
                .append("<path d=\"M40 10V310H340\" fill=\"none\" stroke=\"#444\"/>\n")
                .append("<path d=\"M40 310L340 10\" stroke=\"#999\" stroke-dasharray=\"4 4\"/>\n");
        for (int bin = 0; bin < BINS; bin++) {
            double height = words[bin] == 0 ? 0 : 300.0 * right[bin] / words[bin];
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%.1f\" width=\"26\" height=\"%.1f\" fill=\"#3b7dd8\"/>%n",
                    42 + 30 * bin,
                    310 - height,
                    height));
            svg.append(String.format(
                    "<text x=\"%d\" y=\"323\" text-anchor=\"middle\" fill=\"#666\">%d</text>%n",
                    55 + 30 * bin, words[bin]));
        }
        return svg.append(
                        "<text x=\"190\" y=\"341\" text-anchor=\"middle\">confidence, 0 to 1 (below the bars: words)</text>\n")
                .append(
                        "<text transform=\"translate(28 160) rotate(-90)\" text-anchor=\"middle\">share that is right, 0 to 1</text>\n</svg>\n")
                .toString();
    }
}
