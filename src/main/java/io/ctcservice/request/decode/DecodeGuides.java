package io.ctcservice.request.decode;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.decode.guide.FusionWeights;
import io.ctcservice.core.decode.guide.Guidance;
import io.ctcservice.core.decode.guide.Hotword;
import io.ctcservice.core.decode.guide.Hotwords;
import io.ctcservice.core.decode.guide.LanguageModelFusion;
import io.ctcservice.core.decode.guide.Lexicon;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.lm.LanguageModels;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WhiteSpace;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.request.GuideChecks;
import io.ctcservice.request.OutputClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The factory of what guides a beam search: the language model, hot words and lexicon of a request. Stateless. */
final class DecodeGuides {

    private final LanguageModels models;

    DecodeGuides(LanguageModels models) {
        this.models = models;
    }

    /**
     * Returns what guides the search of a request; empty if nothing does.
     *
     * @param unspellable receives the phrases and words that the vocabulary cannot spell
     * @throws RefusedRequestException if one cannot be used, or a name is unknown
     */
    Optional<Guidance> of(
            DecodeRequest request,
            OutputClasses classes,
            @Nullable WordGrouping grouping,
            List<DecodePlan.Phrase> unspellable) {
        var vocabulary = classes.vocabulary();
        var hotwords = hotwords(request);
        var words = request.lexicon();
        if (request.languageModel() == null && hotwords.isEmpty() && words == null) {
            return Optional.empty();
        }
        if (vocabulary == null || grouping == null) {
            throw new RefusedRequestException(
                    "/vocabulary", "missing; language model, hot words and lexicon need to know the symbols");
        }
        GuideChecks.requireCharacters("/vocabulary", vocabulary.symbols());
        return Optional.of(new Guidance(
                grouping,
                Optional.ofNullable(request.languageModel()).map(use -> fusion(use, classes.weights())),
                Optional.of(hotwords)
                        .filter(given -> !given.isEmpty())
                        .map(given -> hotwords(given, isWhole(request), vocabulary, grouping, unspellable)),
                Optional.ofNullable(words).map(given -> lexicon(given, vocabulary, grouping, unspellable))));
    }

    /** Returns the hot words of a request; an empty list is the same as none. */
    static List<DecodeRequest.HotwordUse> hotwords(DecodeRequest request) {
        return Objects.requireNonNullElse(request.hotwords(), List.of());
    }

    /** Returns the phrases of the hot words of a request. */
    static List<DecodePlan.Phrase> phrases(DecodeRequest request) {
        var hotwords = hotwords(request);
        return IntStream.range(0, hotwords.size())
                .mapToObj(i -> phrase(i, hotwords.get(i).phrase()))
                .toList();
    }

    private static DecodePlan.Phrase phrase(int hotword, String text) {
        return new DecodePlan.Phrase("/hotwords/" + hotword + "/phrase", text);
    }

    private LanguageModelFusion fusion(DecodeRequest.LanguageModelUse use, FusionWeights usual) {
        Double unknown = use.unknownLogProb();
        return new LanguageModelFusion(
                model(use),
                Objects.requireNonNullElse(use.weight(), usual.weight()),
                Objects.requireNonNullElse(use.wordBonus(), usual.wordBonus()),
                unknown == null ? OptionalDouble.empty() : OptionalDouble.of(unknown));
    }

    /** Returns the language model that is named. */
    LanguageModel model(DecodeRequest.LanguageModelUse use) {
        return GuideChecks.languageModel(models, use.name(), "/languageModel/name");
    }

    private static Hotwords hotwords(
            List<DecodeRequest.HotwordUse> given,
            boolean wholeWords,
            Vocabulary vocabulary,
            WordGrouping grouping,
            List<DecodePlan.Phrase> unspellable) {
        GuideChecks.requireCharacters(
                "/hotwords",
                given.stream().map(DecodeRequest.HotwordUse::phrase).toList());
        var phrases = new ArrayList<Hotword>();
        for (int i = 0; i < given.size(); i++) {
            var use = given.get(i);
            double bonus = Objects.requireNonNullElse(use.bonus(), Hotword.DEFAULT_BONUS);
            phrases.add(new Hotword(WhiteSpace.single(use.phrase()), bonus, wholeWords));
        }
        var hotwords = Hotwords.of(phrases, vocabulary, grouping);
        for (int i : hotwords.unspellable()) {
            unspellable.add(phrase(i, phrases.get(i).phrase()));
        }
        return hotwords;
    }

    /** Returns whether hot words are found as whole words only. */
    static boolean isWhole(DecodeRequest request) {
        return Boolean.TRUE.equals(request.wholeWords());
    }

    private static Lexicon lexicon(
            List<String> words, Vocabulary vocabulary, WordGrouping grouping, List<DecodePlan.Phrase> unspellable) {
        GuideChecks.requireCharacters("/lexicon", words);
        var single = new ArrayList<String>(); // an entry of several words stands for each of them
        var entries = new ArrayList<Integer>();
        for (int i = 0; i < words.size(); i++) {
            String entry = words.get(i);
            if (entry.isEmpty()) {
                throw new RefusedRequestException("/lexicon/" + i, "an empty word; expected at least one character");
            }
            for (String word : entry.isBlank() ? List.of(entry) : Lexicon.words(entry)) {
                single.add(word);
                entries.add(i);
            }
        }
        var lexicon = lexicon(single, vocabulary, grouping);
        for (int i : lexicon.unspellable()) {
            unspellable.add(new DecodePlan.Phrase("/lexicon/" + entries.get(i), single.get(i)));
        }
        return lexicon;
    }

    private static Lexicon lexicon(List<String> words, Vocabulary vocabulary, WordGrouping grouping) {
        try {
            return Lexicon.of(words, vocabulary, grouping);
        } catch (CtcInputException refused) {
            String first =
                    words.isEmpty() ? "" : DecodeWarnings.ofFirstUnspellable(words.getFirst(), vocabulary, grouping);
            throw new RefusedRequestException("/" + refused.field(), refused.getMessage() + first);
        }
    }
}
