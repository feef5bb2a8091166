package io.ctcservice.core.lm;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/** A reader of one ARPA file, line by line, into tables. Errors have the number of the line. */
final class ArpaReader {

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final Pattern COUNT = Pattern.compile("ngram\\s+(\\d+)\\s*=\\s*(\\d+)");
    private static final int BUFFER = 1 << 16;

    /** The marks of sentences by other programs, and in capitals, which would be read as words. */
    private static final Set<String> OTHER_MARKS =
            Set.of("<S>", "</S>", "!SENT_START", "!SENT_END", "!ENTER", "!EXIT", "<bos>", "<eos>", "<BOS>", "<EOS>");

    private final BufferedReader lines;
    private final ArpaLine line = new ArpaLine();
    private long number;

    /** @param file plain */
    ArpaReader(InputStream file) {
        // a decoder, not a charset: malformed UTF-8 is an error, never a replacement character
        this.lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8.newDecoder()), BUFFER);
    }

    NgramLanguageModel read() throws IOException {
        List<Long> counts = readCounts();
        int order = counts.size();
        var words = new SingleWords(counts.get(0));
        var longer = new ArrayList<NgramTable>();
        for (int n = 1; n <= order; n++) {
            requireSection("\\" + n + "-grams:");
            if (n == 1) {
                readWords(words, counts.get(0));
            } else {
                var table = new NgramTable(counts.get(n - 1), n < order);
                readNgrams(table, words.table(), n, counts.get(n - 1));
                longer.add(table);
            }
            next(n < order ? "\\" + (n + 1) + "-grams:" : "\\end\\");
        }
        requireSection("\\end\\");
        return new NgramLanguageModel(words.table(), longer, words.spelling());
    }

    private List<Long> readCounts() throws IOException {
        do {
            next("\\data\\");
        } while (!line.is("\\data\\")); // lines before it are comments
        var counts = new ArrayList<Long>();
        next("ngram 1=");
        while (!line.isBlank() && !line.startsSection()) {
            counts.add(count(counts.size() + 1));
            next("an empty line");
        }
        if (counts.isEmpty()) {
            throw refused("no counts; expected \"ngram 1=\" and a number");
        }
        return counts;
    }

    private long count(int n) throws ArpaFormatException {
        var parts = COUNT.matcher(line.text().strip());
        // at most 10 digits, which a long holds
        if (parts.matches()
                && parts.group(1).equals(String.valueOf(n))
                && parts.group(2).length() <= 10) {
            long count = Long.parseLong(parts.group(2));
            if (count < Integer.MAX_VALUE - 8) {
                return count;
            }
        }
        throw refused("expected \"ngram " + n + "=\" and a number below 2147483639, found " + line);
    }

    private void readWords(SingleWords words, long count) throws IOException {
        Optional<ArpaFormatException> otherMark = Optional.empty();
        for (long i = 0; i < count; i++) {
            nextNgram(1, count, i);
            String word = line.word(0);
            if (!words.add(word, line.logProb(), line.logBackoff())) {
                throw refused("the word stands twice: " + line);
            }
            if (OTHER_MARKS.contains(word)) {
                otherMark = Optional.of(refused("sentences are marked by " + word + "; expected <s> and </s>"));
            }
        }
        if (otherMark.isPresent() && words.table().find(NgramLanguageModel.SENTENCE_END) < 0) {
            throw otherMark.get();
        }
    }

    private void readNgrams(NgramTable table, WordTable words, int n, long count) throws IOException {
        for (long i = 0; i < count; i++) {
            nextNgram(n, count, i);
            long key = word(words, n - 1);
            for (int w = n - 2; w >= 0; w--) {
                key = NgramTable.key(key, word(words, w));
            }
            if (!table.add(key, line.logProb(), line.logBackoff())) {
                throw refused("the " + n + "-gram stands twice: " + line);
            }
        }
    }

    private int word(WordTable words, int index) throws ArpaFormatException {
        int word = words.find(line.wordHash(index));
        if (word < 0) {
            throw refused("\"" + line.word(index) + "\" is not among the 1-grams");
        }
        return word;
    }

    private void nextNgram(int n, long count, long found) throws IOException {
        next("a " + n + "-gram");
        if (line.isBlank() || line.startsSection()) {
            throw refused("only " + found + " of " + count + " " + n + "-grams");
        }
        String problem = line.split(n);
        if (!problem.isEmpty()) {
            throw refused(problem + ": " + line);
        }
    }

    /** Skips empty lines up to the title of a section, which must follow. */
    private void requireSection(String title) throws IOException {
        while (line.isBlank()) {
            next(title);
        }
        if (!line.is(title)) {
            throw refused("expected " + title + ", found " + line);
        }
    }

    /** Moves to the next line, which must be there. */
    private void next(String expected) throws IOException {
        try {
            number++;
            String text = lines.readLine();
            if (text == null) {
                throw refused("the file ends; expected " + expected);
            }
            line.set(number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            throw refused("not UTF-8, here or in the lines that follow");
        } catch (EOFException | ZipException e) {
            throw refused(LanguageModelFile.brokenGzip(e));
        }
    }

    private ArpaFormatException refused(String problem) {
        return new ArpaFormatException(number, problem);
    }
}
