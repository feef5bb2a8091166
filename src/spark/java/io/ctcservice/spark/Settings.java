package io.ctcservice.spark;

import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.decode.BeamSettings;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a task in the form that travels to executors: files that the driver can read are in it, the language
 * model is named.
 *
 * @param task what to do
 * @param symbols by class index; null for labels without text
 * @param blank class index of the blank
 * @param scores what the emissions are; null if not said
 * @param include parts of a row that cost time
 * @param words how words are made and timed
 * @param search how to decode
 * @param keywords phrases to spot, each with its threshold
 * @param maxCells cells T·(2U + 1) beyond which a row is refused
 * @param network what makes the emissions of recordings; null where rows have them
 */
record Settings(
        Task task,
        @Nullable List<String> symbols,
        int blank,
        @Nullable ScoreKind scores,
        Set<Include> include,
        Words words,
        Search search,
        List<Weighted> keywords,
        long maxCells,
        @Nullable Network network)
        implements Serializable {

    /** The parts of a row that cost time of their own. */
    enum Include {
        /** Where the labels are. */
        TOKENS,
        /** Where the words are. */
        WORDS,
        /** The class of each frame on the path of the best hypothesis, or of the target. */
        FRAME_PATH,
        /** Whether the target is what the emissions say. */
        VERDICT,
        /** How the probability of a target is spread over its paths: part of the verdict. */
        DISTRIBUTION
    }

    /**
     * A network that each JVM loads.
     *
     * @param location of its file or folder, or its name
     * @param column that it reads
     */
    record Network(String location, String column) implements Serializable {}

    /**
     * The settings of words.
     *
     * @param delimiter what parts them; null for what usually does
     * @param secondsPerFrame null if there are no seconds
     * @param star whether characters that no symbol spells may stand for anything
     * @param leaveOut whether a target may leave out what is said
     */
    record Words(@Nullable String delimiter, @Nullable Double secondsPerFrame, boolean star, boolean leaveOut)
            implements Serializable {

        /** Returns the seconds of the frames of an utterance. */
        Times times(Utterance utterance) {
            return new Times(secondsPerFrame, utterance.seconds());
        }
    }

    /**
     * The settings of decoding.
     *
     * @param beam whether by beam search
     * @param width how many prefixes it keeps
     * @param nBest how many hypotheses a row lists; null for none but the best
     * @param tokenMinLogProb as in the beam's settings
     * @param beamMinLogProb as in the beam's settings
     * @param languageModel URI of an ARPA file or a binary of KenLM's, or the name of one shipped by {@code --files}; null without
     * @param weight of the language model
     * @param wordBonus for each word
     * @param unknownLogProb of words that the model does not list; null for what their spelling says
     * @param hotwords phrases, each with its bonus
     * @param wholeWords whether hot words are found as whole words only
     * @param lexicon the only words; null for any
     */
    record Search(
            boolean beam,
            int width,
            @Nullable Integer nBest,
            double tokenMinLogProb,
            double beamMinLogProb,
            @Nullable String languageModel,
            double weight,
            double wordBonus,
            @Nullable Double unknownLogProb,
            List<Weighted> hotwords,
            boolean wholeWords,
            @Nullable List<String> lexicon)
            implements Serializable {

        BeamSettings beamSettings() {
            return new BeamSettings(width, Objects.requireNonNullElse(nBest, 1), tokenMinLogProb, beamMinLogProb);
        }

        boolean isGuided() {
            return languageModel != null || !hotwords.isEmpty() || lexicon != null;
        }
    }

    /**
     * A phrase with a number.
     *
     * @param phrase as text
     * @param weight its bonus or threshold
     */
    record Weighted(String phrase, double weight) implements Serializable {}

    Settings {
        symbols = symbols == null ? null : List.copyOf(symbols);
        include = Set.copyOf(include);
        keywords = List.copyOf(keywords);
    }

    /** Returns the vocabulary, empty for labels without text. */
    Optional<Vocabulary> vocabulary() {
        return Optional.ofNullable(symbols).map(known -> Vocabulary.of(known, blank));
    }

    /** Returns what makes words of labels, empty without vocabulary. */
    Optional<WordGrouping> grouping() {
        String delimiter = words.delimiter();
        return vocabulary()
                .map(known -> delimiter == null ? WordGrouping.of(known) : WordGrouping.of(known, delimiter));
    }

    /** Returns the column that emissions are or are made of. */
    String column() {
        return network == null ? BulkInput.EMISSIONS : network.column();
    }

    boolean includes(Include part) {
        return include.contains(part);
    }

    /** Returns the settings as a driver may try them: the language model may be where only executors are. */
    Settings withoutLanguageModel() {
        var plain = new Search(
                search.beam(),
                search.width(),
                search.nBest(),
                search.tokenMinLogProb(),
                search.beamMinLogProb(),
                null,
                search.weight(),
                search.wordBonus(),
                search.unknownLogProb(),
                search.hotwords(),
                search.wholeWords(),
                search.lexicon());
        return new Settings(task, symbols, blank, scores, include, words, plain, keywords, maxCells, network);
    }
}
