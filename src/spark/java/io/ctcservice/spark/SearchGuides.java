package io.ctcservice.spark;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.decode.guide.Guidance;
import io.ctcservice.core.decode.guide.Hotword;
import io.ctcservice.core.decode.guide.Hotwords;
import io.ctcservice.core.decode.guide.LanguageModelFusion;
import io.ctcservice.core.decode.guide.Lexicon;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** The guides of a beam search, its language model, hot words and lexicon, with remarks on what they leave out. */
final class SearchGuides {

    private final Classes classes;
    private final Optional<LanguageModel> model;
    private final Optional<Guidance> guidance;
    private final List<String> remarks = new ArrayList<>();

    SearchGuides(Settings.Search search, Classes classes) {
        this.classes = classes;
        this.model = Optional.ofNullable(search.languageModel()).map(ShippedLanguageModels::read);
        this.guidance = search.isGuided() ? Optional.of(guidance(search)) : Optional.empty();
    }

    Optional<LanguageModel> model() {
        return model;
    }

    /** Returns all of it as the search takes it; empty where nothing guides it. */
    Optional<Guidance> guidance() {
        return guidance;
    }

    /** Returns what the user should know: which hot words and words of the lexicon can never be found. */
    List<String> remarks() {
        return List.copyOf(remarks);
    }

    private Guidance guidance(Settings.Search search) {
        Vocabulary vocabulary = classes.vocabulary().orElseThrow();
        WordGrouping grouping = classes.grouping().orElseThrow();
        var lexicon = search.lexicon();
        var hotwords = search.hotwords().stream()
                .map(one -> new Hotword(one.phrase(), one.weight(), search.wholeWords()))
                .toList();
        return new Guidance(
                grouping,
                model.map(read -> fusion(search, read)),
                hotwords.isEmpty() ? Optional.empty() : Optional.of(hotwords(hotwords, vocabulary, grouping)),
                Optional.ofNullable(lexicon).map(listed -> lexicon(listed, vocabulary, grouping)));
    }

    private Hotwords hotwords(List<Hotword> given, Vocabulary vocabulary, WordGrouping grouping) {
        var hotwords = Hotwords.of(given, vocabulary, grouping);
        leftOut("hotwords", hotwords.unspellable(), i -> given.get(i).phrase());
        return hotwords;
    }

    private Lexicon lexicon(List<String> given, Vocabulary vocabulary, WordGrouping grouping) {
        var lexicon = Lexicon.of(given, vocabulary, grouping);
        leftOut("lexicon", lexicon.unspellable(), given::get);
        return lexicon;
    }

    private void leftOut(String option, List<Integer> unspellable, IntFunction<String> phrase) {
        if (!unspellable.isEmpty()) {
            String first = unspellable.stream()
                    .limit(3)
                    .map(i -> "\"" + phrase.apply(i) + "\"" + classes.advice(phrase.apply(i)))
                    .collect(Collectors.joining(", "));
            remarks.add("--" + option + ": " + unspellable.size() + " left out, since the vocabulary cannot spell "
                    + (unspellable.size() == 1 ? "it: " : "them: ")
                    + first + (unspellable.size() > 3 ? ", …" : ""));
        }
    }

    /**
     * Returns a model with its weights.
     *
     * @throws CtcInputException naming a weight that is out of range
     */
    static LanguageModelFusion fusion(Settings.Search search, LanguageModel model) {
        Double unknown = search.unknownLogProb();
        return new LanguageModelFusion(
                model,
                search.weight(),
                search.wordBonus(),
                unknown == null ? OptionalDouble.empty() : OptionalDouble.of(unknown));
    }
}
