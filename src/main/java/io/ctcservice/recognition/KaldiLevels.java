package io.ctcservice.recognition;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The normalization of the values of a row that FunASR puts beside a model, in the form of Kaldi's nnet1: {@code AddShift} adds a
 * number to each, {@code Rescale} then multiplies it.
 *
 * @param shifts numbers with commas between
 * @param factors likewise
 */
record KaldiLevels(String shifts, String factors) {

    static final String FILE = "am.mvn";

    private static final Pattern NUMBERS = Pattern.compile("<LearnRateCoef>\\s+\\S+\\s+\\[([^\\]]*)]");

    /** Returns those beside a model, if there are any. */
    static Optional<KaldiLevels> beside(NetworkFiles files) throws NetworkFaultException {
        var content = files.beside(FILE);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        List<String> lists = NUMBERS.matcher(new String(content.get(), StandardCharsets.UTF_8))
                .results()
                .map(list -> String.join(",", list.group(1).strip().split("\\s+", -1)))
                .toList();
        if (lists.size() != 2) {
            throw new NetworkFaultException(
                    "location",
                    FILE + ": expected two lists of numbers, of <AddShift> and <Rescale>, found " + lists.size());
        }
        return Optional.of(new KaldiLevels(lists.getFirst(), lists.getLast()));
    }
}
