package io.ctcservice.core.lm;

/** The single words of a model as they are read: the table of them, and how they are spelled. */
final class SingleWords {

    private final WordTable table = new WordTable();
    private final LetterCounts spelled;

    /** @param expected how many words will come */
    SingleWords(long expected) {
        this.spelled = new LetterCounts(expected);
    }

    /** Adds a word, with log10 of its probability and of its back-off weight; returns false if it is there already. */
    boolean add(String word, float logProb, float logBackoff) {
        if (!table.add(WordHash.append(WordHash.EMPTY, word), logProb, logBackoff)) {
            return false;
        }
        if (!NgramLanguageModel.isMark(word)) {
            table.prefixes().add(word, logProb);
            spelled.add(word);
        }
        return true;
    }

    /** Returns the words, numbered in the order in which they were added. */
    WordTable table() {
        return table;
    }

    /** Returns the model of how the words are spelled. */
    SpellingModel spelling() {
        return new SpellingModel(spelled);
    }
}
