package io.ctcservice.core.lm;

/** One line of an ARPA file, split in place: log10 probability, the words, and an optional back-off weight. */
final class ArpaLine {

    private static final int MOST_SHOWN = 80;

    private String text = "";
    private int[] starts = new int[8];
    private int[] ends = new int[8];
    private float logProb;
    private float logBackoff;

    void set(String line) {
        text = line;
    }

    String text() {
        return text;
    }

    boolean isBlank() {
        return text.isBlank();
    }

    boolean is(String title) {
        return text.strip().equals(title);
    }

    boolean startsSection() {
        return text.startsWith("\\");
    }

    /** Splits the line as an n-gram of {@code n} words; returns a description of the fault, empty if there is none. */
    String split(int n) {
        if (starts.length < n + 2) {
            starts = new int[n + 2];
            ends = new int[n + 2];
        }
        int fields = cut();
        if (fields != n + 1 && fields != n + 2) {
            return "expected a number, " + n + (n == 1 ? " word" : " words") + " and perhaps a back-off weight";
        }
        try {
            logProb = number(0);
            logBackoff = fields == n + 2 ? number(n + 1) : 0;
        } catch (NumberFormatException e) {
            return "not a number";
        }
        if (!(logProb <= 0)) {
            return "a log-probability that is above 0 or not a number";
        }
        return logBackoff < Float.POSITIVE_INFINITY ? "" : "a back-off weight that is not a number or infinite";
    }

    /** Splits the line and returns the number of fields, or one more than there is room for if there are too many. */
    private int cut() {
        int fields = 0;
        int at = 0;
        int length = text.length();
        while (true) {
            while (at < length && isSeparator(text.charAt(at))) {
                at++;
            }
            if (at == length || fields == starts.length) {
                return at == length ? fields : fields + 1;
            }
            starts[fields] = at;
            while (at < length && !isSeparator(text.charAt(at))) {
                at++;
            }
            ends[fields++] = at;
        }
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == '\t';
    }

    private float number(int field) {
        String number = text.substring(starts[field], ends[field]);
        return isLogZero(number) ? Float.NEGATIVE_INFINITY : Float.parseFloat(number);
    }

    private static boolean isLogZero(String number) {
        return number.equalsIgnoreCase("-inf") || number.equalsIgnoreCase("-infinity");
    }

    float logProb() {
        return logProb;
    }

    float logBackoff() {
        return logBackoff;
    }

    long wordHash(int word) {
        return WordHash.of(text, starts[word + 1], ends[word + 1]);
    }

    String word(int word) {
        return text.substring(starts[word + 1], ends[word + 1]);
    }

    /** Returns the line in quotes, shortened if it is long. */
    @Override
    public String toString() {
        return text.length() <= MOST_SHOWN ? '"' + text + '"' : '"' + text.substring(0, MOST_SHOWN) + "…\"";
    }
}
