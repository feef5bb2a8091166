package io.ctcservice.core.decode.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.LogMath;
import io.ctcservice.core.lm.NgramLanguageModel;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WordStatesTests {

    /** Pieces that begin words, go on, end in signs, end words by themselves, and one without characters. */
    private static final Vocabulary VOCABULARY =
            Vocabulary.of(List.of("a", "b", "2", "\"", " ", "ab", "a,", "<blank>"), 7);

    private static final int A = 0;
    private static final int B = 1;
    private static final int SPACE = 4;
    private static final int AB = 5;
    private static final int LENGTH = 9;

    private WordStates states;
    private LanguageModelFusion fusion;

    @BeforeEach
    void makeStates() throws IOException {
        fusion = LanguageModelFusion.spelled(
                NgramLanguageModel.read(
                        new ByteArrayInputStream(WordScorerTests.ARPA.getBytes(StandardCharsets.UTF_8))),
                0.7,
                1.2);
        states = new WordStates(WordGrouping.of(VOCABULARY), fusion);
    }

    private WordState after(int... labels) {
        WordState state = states.first();
        for (int v : labels) {
            state = states.after(state, v, states.piece(v));
        }
        return state;
    }

    @Test
    void areThoseOfAllPrefixesThatDifferOnlyInWordsTooFarBack() {
        assertThat(after(A, SPACE, B, SPACE, A)).isSameAs(after(B, SPACE, B, SPACE, A));
        assertThat(after(A, SPACE, B)).isNotSameAs(after(B, SPACE, B));
    }

    @Test
    void areThoseOfAllWordsThatTheModelDoesNotList() {
        assertThat(after(B, B, SPACE)).isSameAs(after(B, A, SPACE)).isNotSameAs(after(A, B, SPACE));
    }

    @Test
    void doNotChangeBySpacesBetweenWords() {
        assertThat(after(SPACE)).isSameAs(after());
        assertThat(after(A, SPACE, SPACE)).isSameAs(after(A, SPACE));
    }

    @Test
    void haveTheHashOfTheirCharactersHoweverPiecesSplitThem() {
        assertThat(after(AB).hash).isEqualTo(after(A, B).hash);
        assertThat(after(AB).underWay).isEqualTo(after(A, B).underWay);
    }

    /** Many more than are kept, so that most were forgotten and worked out anew. */
    @Test
    void costWhatThoseOfASearchOfTheirOwnCost() {
        var random = new Random(1);
        var shared = scorer();
        for (int draw = 0; draw < 2000; draw++) {
            var fresh = scorer();
            for (int node = 1; node <= LENGTH; node++) {
                int v = random.nextInt(VOCABULARY.size() - 1);
                assertThat(shared.gain(node - 1, v, LogMath.LOG_ZERO))
                        .isEqualTo(fresh.gain(node - 1, v, LogMath.LOG_ZERO));
                shared.enter(node, node - 1, v);
                fresh.enter(node, node - 1, v);
                assertThat(shared.bonus(node)).isEqualTo(fresh.bonus(node));
                assertThat(shared.languageModelAtEnd(node)).isEqualTo(fresh.languageModelAtEnd(node));
                assertThat(shared.wordBonusAtEnd(node)).isEqualTo(fresh.wordBonusAtEnd(node));
            }
        }
    }

    private WordScorer scorer() {
        var scorer = new WordScorer(WordGrouping.of(VOCABULARY), fusion);
        scorer.reserve(LENGTH + 1);
        scorer.enterRoot();
        return scorer;
    }
}
