package io.ctcservice.request.decode;

import io.ctcservice.codec.Warnings;
import io.ctcservice.core.Quoted;
import io.ctcservice.core.decode.guide.Hotword;
import io.ctcservice.core.decode.guide.Hotwords;
import io.ctcservice.core.text.SpellingAdvice;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WhiteSpace;
import io.ctcservice.core.text.WordCharacters;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.request.OutputClasses;
import io.ctcservice.request.ResponseForm;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Warnings about a request to decode, and about its results. */
public final class DecodeWarnings {

    /** The most phrases that a warning names. */
    static final int MOST_PHRASES = 5;

    private final Warnings warnings;

    public DecodeWarnings(Warnings warnings) {
        this.warnings = warnings;
    }

    /** Warns of settings that have no effect: they are legal, but suspicious. */
    void ofNoEffect(DecodeRequest request, OutputClasses classes) {
        if (classes.vocabulary() == null && request.includes(DecodeRequest.Include.WORDS)) {
            warnings.add("/include", "\"words\", which there are only with a \"vocabulary\"");
        }
        if (request.decoder() != DecodeRequest.DecoderName.BEAM) {
            String why = "on greedy decoding; it is for \"decoder\": \"beam\"";
            ofNoEffect("/beamWidth", request.beamWidth(), why);
            ofNoEffect("/tokenMinLogProb", request.tokenMinLogProb(), why);
            ofNoEffect("/beamMinLogProb", request.beamMinLogProb(), why);
        } else if (request.lexicon() != null) {
            String why = "with a \"lexicon\": what its words need is looked at, however improbable it is";
            ofNoEffect("/tokenMinLogProb", request.tokenMinLogProb(), why);
        }
        if (request.wholeWords() != null && DecodeGuides.hotwords(request).isEmpty()) {
            warnings.add("/wholeWords", "of no effect without \"hotwords\"");
        }
        var model = request.languageModel();
        if (model != null
                && model.unknownLogProb() != null
                && Objects.requireNonNullElse(model.weight(), classes.weights().weight()) == 0) {
            warnings.add("/languageModel/unknownLogProb", "of no effect with a \"weight\" of 0");
        }
    }

    private void ofNoEffect(String pointer, @Nullable Number given, String why) {
        if (given != null) {
            warnings.add(pointer, "of no effect " + why);
        }
    }

    /** Warns of settings that have no effect on this form of the answer. */
    public void ofNoEffect(DecodeRequest request, OutputClasses classes, ResponseForm form) {
        form.warnOfMissing(request.include(), parts(form), warnings);
        boolean hasAll = form == ResponseForm.JSON || form == ResponseForm.NPZ;
        if (!hasAll && request.nBest() != null && request.nBest() > 1) {
            form.warnOfNoEffect("/nBest", ", which has the best hypothesis only", warnings);
        }
        if (form == ResponseForm.JSON) {
            ofSecondsWithoutSpans(request, classes.secondsPerFrame());
        }
    }

    /** Returns the optional parts that a form has: a picture those that it shows. */
    private static Set<DecodeRequest.Include> parts(ResponseForm form) {
        return switch (form) {
            case JSON -> EnumSet.allOf(DecodeRequest.Include.class);
            case NPZ -> EnumSet.complementOf(EnumSet.of(DecodeRequest.Include.SEARCH));
            case PNG, SVG -> EnumSet.of(DecodeRequest.Include.TOKENS, DecodeRequest.Include.FRAME_PATH);
            case TEXT_GRID -> EnumSet.of(DecodeRequest.Include.TOKENS, DecodeRequest.Include.WORDS);
            case WEB_VTT, SUB_RIP, CTM -> EnumSet.of(DecodeRequest.Include.WORDS);
            case TEXT -> EnumSet.noneOf(DecodeRequest.Include.class);
        };
    }

    /** Warns of a frame duration without spans: only tokens and words have times in seconds. */
    private void ofSecondsWithoutSpans(DecodeRequest request, @Nullable Double known) {
        if (request.secondsPerFrame() != null
                && !request.secondsPerFrame().equals(known)
                && !request.includes(DecodeRequest.Include.TOKENS)
                && !request.includes(DecodeRequest.Include.WORDS)) {
            warnings.add(
                    "/secondsPerFrame",
                    "of no effect without tokens and words; \"include\": [\"words\"] asks for them");
        }
    }

    /**
     * Warns of hypotheses without exact probability or spans, whose lattice would be too large.
     *
     * @param withSpans whether spans were asked for
     * @param why it was too much
     */
    public void ofMissing(List<DecodedUtterance.Located> hypotheses, boolean withSpans, String pointer, String why) {
        if (hypotheses.stream().anyMatch(one -> Double.isNaN(one.hypothesis().logProb()))) {
            warnings.add(pointer, "hypotheses have no \"logProb\": " + why);
        }
        if (withSpans && hypotheses.stream().anyMatch(one -> one.spans() == null)) {
            warnings.add(pointer, "hypotheses have no \"tokens\", \"words\" and \"framePath\": " + why);
        }
    }

    /** Warns of phrases and words that can never be found, and says where another way to write them would help. */
    public void ofUnspellable(List<DecodePlan.Phrase> phrases, Vocabulary vocabulary, WordGrouping grouping) {
        var first = phrases.stream().limit(MOST_PHRASES).toList();
        if (first.isEmpty()) {
            return;
        }
        for (int i = 0; i < first.size(); i++) {
            String text = first.get(i).text();
            warnings.add(
                    first.get(i).pointer(),
                    Quoted.of(text) + " cannot be spelled with the vocabulary, and so is never found"
                            + hint(text, vocabulary, grouping));
        }
        addRest(warnings, phrases.size() - first.size(), field(first.getFirst()), "cannot be spelled either");
    }

    /** Returns what to add to the refusal of a lexicon of which no word can be spelled, of which this is the first. */
    static String ofFirstUnspellable(String word, Vocabulary vocabulary, WordGrouping grouping) {
        return "; " + Quoted.of(word) + " cannot be spelled" + hint(word, vocabulary, grouping);
    }

    private static String hint(String text, Vocabulary vocabulary, WordGrouping grouping) {
        if (text.length() > SpellingAdvice.LONGEST_ADVISED) {
            return "";
        }
        return SpellingAdvice.OTHER_FORMS.stream()
                .map(form -> form.apply(text))
                .filter(other -> canSpell(other, vocabulary, grouping))
                .map(other -> "; " + Quoted.of(other) + " can")
                .findFirst()
                .orElse("");
    }

    private static boolean canSpell(String text, Vocabulary vocabulary, WordGrouping grouping) {
        return !grouping.normalise(text).isBlank() // delimiters alone are not a phrase
                && Hotwords.of(List.of(new Hotword(text, 0)), vocabulary, grouping)
                        .unspellable()
                        .isEmpty();
    }

    /** Warns of whole words where no symbol ends a word. */
    void ofUnparted(DecodeRequest request, Vocabulary vocabulary) {
        boolean isUnparted = WordGrouping.usualDelimiter(vocabulary).isEmpty()
                && IntStream.range(0, vocabulary.size())
                        .filter(v -> v != vocabulary.blank())
                        .allMatch(v ->
                                vocabulary.spellings().get(v).codePoints().allMatch(DecodeWarnings::isWithinWords));
        if (isUnparted
                && DecodeGuides.isWhole(request)
                && !DecodeGuides.hotwords(request).isEmpty()) {
            warnings.add(
                    "/wholeWords",
                    "nothing in the vocabulary parts words: hot words are found only where they are the whole text");
        }
    }

    private static boolean isWithinWords(int character) {
        return WordCharacters.contains(character) && !WordCharacters.isApostrophe(character);
    }

    /** Warns of phrases that stand twice with another bonus each: only the last one counts. */
    void ofRepeated(DecodeRequest request, WordGrouping grouping) {
        var hotwords = DecodeGuides.hotwords(request);
        var last = new HashMap<String, Integer>();
        int repeated = 0;
        for (int i = 0; i < hotwords.size(); i++) {
            var hotword = hotwords.get(i);
            String phrase = grouping.normalise(WhiteSpace.single(hotword.phrase()));
            Integer before = last.put(DecodeGuides.isWhole(request) ? phrase.strip() : phrase, i);
            boolean isOther = before != null && bonus(hotwords.get(before)) != bonus(hotword);
            if (isOther && repeated++ < MOST_PHRASES) {
                warnings.add(
                        "/hotwords/" + before + "/bonus",
                        "of no effect: " + Quoted.of(hotword.phrase()) + " stands at /hotwords/" + i
                                + ", too, whose bonus counts");
            }
        }
        addRest(warnings, repeated - MOST_PHRASES, "/hotwords", "stand twice with another bonus each");
    }

    private static double bonus(DecodeRequest.HotwordUse hotword) {
        return Objects.requireNonNullElse(hotword.bonus(), Hotword.DEFAULT_BONUS);
    }

    /** Returns a pointer to the field that a phrase is in. */
    static String field(DecodePlan.Phrase phrase) {
        return "/" + phrase.pointer().split("/", -1)[1];
    }

    /** Warns of phrases that are not named, if there are any. */
    static void addRest(Warnings warnings, int count, String pointer, String what) {
        if (count > 0) {
            warnings.add(pointer, count + " more " + what);
        }
    }
}
