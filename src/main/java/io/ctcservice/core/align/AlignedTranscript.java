package io.ctcservice.core.align;

import io.ctcservice.core.span.TokenSpan;
import io.ctcservice.core.text.WordGrouping;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A transcript with the spans of its tokens and words. A star that took no frames has the place where it may be: all
 * frames between the labels before and after it, or between the words if the whole word is made of stars, delimiters
 * included, and between stars that took frames. Stars side by side share them in equal parts. Immutable.
 */
public final class AlignedTranscript {

    private final Transcript transcript;
    private final Alignment alignment;
    private final Map<Integer, AbsorbedSpan> absorbed = new HashMap<>();
    private final Set<Integer> spokenGaps = new HashSet<>();
    private final List<TokenSpan> tokens = new ArrayList<>();
    private final List<AlignedWord> words = new ArrayList<>();

    private AlignedTranscript(Transcript transcript, Alignment alignment) {
        this.transcript = transcript;
        this.alignment = alignment;
        alignment.absorbed().forEach(span -> absorbed.put(span.gap(), span));
        placeTokens();
        placeWords();
    }

    /** Returns the spans of tokens and words, given an alignment of the transcript's target. */
    public static AlignedTranscript of(Transcript transcript, Alignment alignment) {
        return new AlignedTranscript(transcript, alignment);
    }

    private void placeTokens() {
        int next = 0;
        while (next < transcript.length()) {
            int end = next;
            while (end < transcript.length() && transcript.token(end).isStar()) {
                end++;
            }
            if (end > next) {
                placeStars(next, end, transcript.token(next).place());
                next = end;
            } else {
                tokens.add(alignment.tokens().get(transcript.token(next++).place()));
            }
        }
    }

    /** Places consecutive stars in one gap. */
    private void placeStars(int from, int to, int gap) {
        int start = gap == 0 ? 0 : alignment.tokens().get(gap - 1).end();
        int end = gap < alignment.tokens().size() ? alignment.tokens().get(gap).start() : alignment.frames();
        int first = from;
        while (first < to && !isSpoken(first)) {
            first++;
        }
        if (first < to) {
            spokenGaps.add(gap);
        }
        AbsorbedSpan absorbing = first < to ? absorbed.get(gap) : null;
        if (absorbing == null) {
            share(start, end, to - from);
            return;
        }
        int last = to;
        while (!isSpoken(last - 1)) {
            last--;
        }
        TokenSpan spoken = withoutDelimiters(absorbing);
        share(start, spoken.start(), first - from);
        share(spoken.start(), spoken.end(), last - first);
        share(spoken.end(), end, to - last);
    }

    private boolean isSpoken(int token) {
        return transcript.token(token).kind() == Transcript.Kind.SPOKEN;
    }

    private void share(int start, int end, int count) {
        for (int i = 0; i < count; i++) {
            tokens.add(TokenSpan.ofStar(part(start, end, i, count), part(start, end, i + 1, count)));
        }
    }

    private static int part(int start, int end, int i, int count) {
        return start + (int) ((long) (end - start) * i / count);
    }

    /** Returns the span without the blanks and delimiters at both ends, unless nothing else is left. */
    private TokenSpan withoutDelimiters(AbsorbedSpan span) {
        int[] path = alignment.framePath();
        int start = span.start();
        while (start < span.end() && transcript.isBetweenWords(path[start])) {
            start++;
        }
        int end = span.end();
        while (end > start && transcript.isBetweenWords(path[end - 1])) {
            end--;
        }
        return start < end ? TokenSpan.ofStar(start, end) : TokenSpan.ofStar(span.start(), span.end());
    }

    private void placeWords() {
        List<WordGrouping.Word> all = transcript.words();
        int next = 0;
        while (next < all.size()) {
            int end = next;
            while (end < all.size() && isStars(all.get(end))) {
                end++;
            }
            if (end > next) {
                placeStarWords(all, next, end);
                next = end;
            } else {
                words.add(spelled(all.get(next++)));
            }
        }
    }

    private boolean isStars(WordGrouping.Word word) {
        return tokens.subList(word.first(), word.end()).stream().allMatch(TokenSpan::isStar);
    }

    private AlignedWord spelled(WordGrouping.Word word) {
        List<TokenSpan> labels = tokens.subList(word.first(), word.end()).stream()
                .filter(token -> !token.isStar())
                .toList();
        return placed(word, labels.get(0).start(), labels.get(labels.size() - 1).end(), TokenSpan.meanScore(labels));
    }

    private void placeStarWords(List<WordGrouping.Word> all, int from, int to) {
        int start = from == 0 ? 0 : tokens.get(all.get(from - 1).end() - 1).end();
        int next = from;
        while (next < to) {
            int end = next;
            while (end < to && !absorbs(all.get(end))) {
                end++;
            }
            if (end == to && to == all.size()) {
                share(all.subList(next, end), start, alignment.frames());
            } else {
                share(
                        all.subList(next, end),
                        start,
                        tokens.get(all.get(end).first()).start());
            }
            for (; end < to && absorbs(all.get(end)); end++) {
                start = tokens.get(all.get(end).end() - 1).end();
            }
            next = end;
        }
        for (WordGrouping.Word word : all.subList(from, to)) {
            int first = tokens.get(word.first()).start();
            words.add(placed(word, first, tokens.get(word.end() - 1).end(), Double.NaN));
        }
    }

    /** Returns whether frames were absorbed in the gap of a word of stars: it has its place already. */
    private boolean absorbs(WordGrouping.Word stars) {
        return absorbed.containsKey(transcript.token(stars.first()).place());
    }

    /** Divides frames among words of stars. */
    private void share(List<WordGrouping.Word> stars, int start, int end) {
        for (int i = 0; i < stars.size(); i++) {
            share(stars.get(i), part(start, end, i, stars.size()), part(start, end, i + 1, stars.size()));
        }
    }

    /** Divides frames among the stars of a word. */
    private void share(WordGrouping.Word word, int start, int end) {
        int count = word.end() - word.first();
        for (int i = 0; i < count; i++) {
            tokens.set(word.first() + i, TokenSpan.ofStar(part(start, end, i, count), part(start, end, i + 1, count)));
        }
    }

    private static AlignedWord placed(WordGrouping.Word word, int start, int end, double score) {
        return new AlignedWord(word.text(), word.first(), word.end(), start, end, score);
    }

    /** Returns the transcript. */
    public Transcript transcript() {
        return transcript;
    }

    /** Returns the alignment of its target. */
    public Alignment alignment() {
        return alignment;
    }

    /**
     * Returns whether a token was found in the emissions: a label, or a star for which frames were absorbed; the span of any other star
     * is only a possible place.
     */
    public boolean isFound(int token) {
        var one = transcript.token(token);
        return !one.isStar() || (one.kind() == Transcript.Kind.SPOKEN && absorbed.containsKey(one.place()));
    }

    /**
     * Returns the spans of the tokens in order; they do not overlap, except that a word of stars without frames may
     * hold the delimiter beside it.
     */
    public List<TokenSpan> tokens() {
        return Collections.unmodifiableList(tokens);
    }

    /** Returns the spans of the words in order; they do not overlap. */
    public List<AlignedWord> words() {
        return Collections.unmodifiableList(words);
    }

    /** Returns in order the absorbed spans for which there is no star. */
    public List<AbsorbedSpan> absorbed() {
        return alignment.absorbed().stream()
                .filter(span -> !spokenGaps.contains(span.gap()))
                .toList();
    }
}
