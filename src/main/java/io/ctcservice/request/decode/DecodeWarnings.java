package io.ctcservice.request.decode;

import io.ctcservice.codec.Warnings;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Labels;
import io.ctcservice.core.decode.guide.Hotword;
import io.ctcservice.core.decode.guide.Hotwords;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WhiteSpace;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.request.OutputClasses;
import io.ctcservice.request.ResponseForm;
import io.ctcservice.request.SpellingAdvice;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Warnings about a request to decode, and about its results. */
public final class DecodeWarnings {

    /** The most phrases that a warning names. */
    private static final int MOST_PHRASES = 5;

    /** The least percentage of the words that a fitting language model lists. */
    private static final int FEW = 25;

    private static final int LONGEST_EXCERPT = 40;

    private static final char LAST_LATIN = '\u024f';

    private static final String EACH_SYMBOL =
            "; it lists the symbols that were read: with \"wordDelimiter\": \"\" each of them is a word";

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
                    quoted(text) + " cannot be spelled with the vocabulary, and so is never found"
                            + hint(text, vocabulary, grouping));
        }
        addRest(phrases.size() - first.size(), field(first.getFirst()), "cannot be spelled either");
    }

    /** Returns what to add to the refusal of a lexicon of which no word can be spelled, of which this is the first. */
    static String ofFirstUnspellable(String word, Vocabulary vocabulary, WordGrouping grouping) {
        return "; " + quoted(word) + " cannot be spelled" + hint(word, vocabulary, grouping);
    }

    private static String hint(String text, Vocabulary vocabulary, WordGrouping grouping) {
        return SpellingAdvice.OTHER_FORMS.stream()
                .map(form -> form.apply(text))
                .filter(other -> canSpell(other, vocabulary, grouping))
                .map(other -> "; " + quoted(other) + " can")
                .findFirst()
                .orElse("");
    }

    private static boolean canSpell(String text, Vocabulary vocabulary, WordGrouping grouping) {
        return !grouping.normalise(text).isBlank() // delimiters alone are not a phrase
                && Hotwords.of(List.of(new Hotword(text, 0)), vocabulary, grouping)
                        .unspellable()
                        .isEmpty();
    }

    /** Warns of phrases that stand twice with another bonus each: only the last one counts. */
    void ofRepeated(List<DecodeRequest.HotwordUse> hotwords, WordGrouping grouping) {
        var last = new HashMap<String, Integer>();
        int repeated = 0;
        for (int i = 0; i < hotwords.size(); i++) {
            var hotword = hotwords.get(i);
            Integer before = last.put(grouping.normalise(WhiteSpace.single(hotword.phrase())), i);
            boolean isOther = before != null && bonus(hotwords.get(before)) != bonus(hotword);
            if (isOther && repeated++ < MOST_PHRASES) {
                warnings.add(
                        "/hotwords/" + before + "/bonus",
                        "of no effect: " + quoted(hotword.phrase()) + " stands at /hotwords/" + i
                                + ", too, whose bonus counts");
            }
        }
        addRest(repeated - MOST_PHRASES, "/hotwords", "stand twice with another bonus each");
    }

    private static double bonus(DecodeRequest.HotwordUse hotword) {
        return Objects.requireNonNullElse(hotword.bonus(), Hotword.DEFAULT_BONUS);
    }

    /** Warns of hot words that the language model does not list, and so prices as unknown words. */
    public void ofUnlisted(
            List<DecodePlan.Phrase> hotwords, Vocabulary vocabulary, WordGrouping grouping, LanguageModel model) {
        int unlisted = 0;
        for (var hotword : hotwords) {
            var missing = words(hotword.text(), vocabulary, grouping)
                    .filter(word -> !word.isEmpty() && !model.lists(word))
                    .findFirst();
            if (missing.isPresent() && unlisted++ < MOST_PHRASES) {
                warnings.add(
                        hotword.pointer(),
                        quoted(missing.get()) + " is not listed by the language model" + listed(missing.get(), model));
            }
        }
        if (unlisted > MOST_PHRASES) {
            addRest(
                    unlisted - MOST_PHRASES,
                    field(hotwords.getFirst()),
                    "have words that the language model does not list");
        }
    }

    /** Returns the words of a phrase: the symbols that spell it where each is one. */
    private static Stream<String> words(String phrase, Vocabulary vocabulary, WordGrouping grouping) {
        if (grouping.ofRunningText() == grouping) {
            return Stream.of(grouping.normalise(phrase).split(" ", -1));
        }
        try {
            int[] spelled = vocabulary.spell(phrase, WordGrouping.usualDelimiter(vocabulary)).stream()
                    .mapToInt(Vocabulary.Piece::label)
                    .filter(label -> label >= 0)
                    .toArray();
            return words(Labels.of(spelled), grouping).stream();
        } catch (CtcInputException refused) {
            return Stream.empty(); // it has the blank's symbol, and is warned of as one that cannot be spelled
        }
    }

    /** Returns a pointer to the field that a phrase is in. */
    private static String field(DecodePlan.Phrase phrase) {
        return "/" + phrase.pointer().split("/", -1)[1];
    }

    private void addRest(int count, String pointer, String what) {
        if (count > 0) {
            warnings.add(pointer, count + " more " + what);
        }
    }

    /** Warns of a language model of /decode that lists few of the decoded words, those of all best hypotheses together. */
    public void ofWords(List<Labels> best, DecodePlan plan) {
        plan.languageModel().ifPresent(model -> {
            var grouping = Objects.requireNonNull(plan.words());
            var vocabulary = Objects.requireNonNull(plan.classes().vocabulary());
            boolean isOfWords = grouping.ofRunningText() == grouping;
            String advice = isOfWords && listsSymbols(best, vocabulary, model) ? EACH_SYMBOL : "";
            ofWords(best, grouping, model, "/languageModel/name", advice);
        });
    }

    /**
     * Warns of a language model that lists few of the decoded words: those of all best hypotheses together.
     *
     * @param best the labels of the best hypothesis of each utterance
     * @param pointer to the name of the model in the request
     */
    public void ofWords(List<Labels> best, WordGrouping grouping, LanguageModel model, String pointer) {
        ofWords(best, grouping, model, pointer, "");
    }

    private void ofWords(
            List<Labels> best, WordGrouping grouping, LanguageModel model, String pointer, String advice) {
        var words = best.stream()
                .flatMap(labels -> words(labels, grouping).stream())
                .toList();
        var unlisted = words.stream().filter(word -> !model.lists(word)).toList();
        if (unlisted.isEmpty()) {
            return;
        }
        if (100 * (words.size() - unlisted.size()) > FEW * words.size()) {
            ofUtterances(best, grouping, model, pointer);
            return;
        }
        String example = unlisted.stream()
                .filter(word -> !listed(word, model).isEmpty())
                .findFirst()
                .orElse(unlisted.getFirst());
        String what = words.size() == 1
                ? "the one word that was read is not listed by the language model, "
                : unlisted.size() + " of the " + words.size() + " words that were read are not listed by the language"
                        + " model, such as ";
        String inOtherCase = listed(example, model);
        warnings.add(pointer, what + quoted(example) + (inOtherCase.isEmpty() ? advice : inOtherCase));
    }

    /** Warns of single utterances of which the language model lists no word. */
    private void ofUtterances(List<Labels> best, WordGrouping grouping, LanguageModel model, String pointer) {
        var foreign = IntStream.range(0, best.size())
                .filter(i -> !words(best.get(i), grouping).isEmpty()
                        && words(best.get(i), grouping).stream().noneMatch(model::lists))
                .boxed()
                .toList();
        if (!foreign.isEmpty()) {
            int first = foreign.getFirst();
            String example = words(best.get(first), grouping).getFirst();
            String others = foreign.size() == 1 ? "" : ", as of " + (foreign.size() - 1) + " more,";
            warnings.add(
                    pointer,
                    "no word that was read of utterance " + first + others
                            + " is listed by the language model, such as " + quoted(example) + listed(example, model));
        }
    }

    /**
     * Returns whether a language model lists all symbols that were read, as one over characters or word pieces does. Latin
     * letters and signs count for nothing: models over words list them, too.
     */
    private static boolean listsSymbols(List<Labels> best, Vocabulary vocabulary, LanguageModel model) {
        var symbols = best.stream()
                .flatMapToInt(labels -> IntStream.of(labels.toArray()))
                .distinct()
                .mapToObj(vocabulary::symbol)
                .filter(symbol -> symbol.length() > 1 || symbol.charAt(0) > LAST_LATIN)
                .toList();
        return !symbols.isEmpty() && symbols.stream().allMatch(model::lists);
    }

    private static List<String> words(Labels labels, WordGrouping grouping) {
        return grouping.words(labels).stream().map(WordGrouping.Word::text).toList();
    }

    /** Returns advice where the model lists a word in another case of its letters. */
    private static String listed(String word, LanguageModel model) {
        return Stream.of(word.toLowerCase(Locale.ROOT), word.toUpperCase(Locale.ROOT))
                .filter(other -> !other.equals(word) && model.lists(other))
                .findFirst()
                .map(other -> "; it lists " + quoted(other) + ": upper and lower case count")
                .orElse("");
    }

    private static String quoted(String text) {
        String shown = text.length() <= LONGEST_EXCERPT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_EXCERPT / 2)) + "…";
        return "\"" + shown + "\"";
    }
}
