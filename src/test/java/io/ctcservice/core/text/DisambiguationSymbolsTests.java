package io.ctcservice.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DisambiguationSymbolsTests {

    @Test
    void theLastOnesAreRemovedFromZeroOn() {
        assertThat(DisambiguationSymbols.removedFrom(List.of("<blk>", "a", "#0", "#1")))
                .containsExactly("<blk>", "a");
    }

    @Test
    void otherSymbolsStay() {
        assertThat(DisambiguationSymbols.removedFrom(List.of("#0", "a"))).containsExactly("#0", "a");
        assertThat(DisambiguationSymbols.removedFrom(List.of("a", "#1", "#2"))).containsExactly("a", "#1", "#2");
        assertThat(DisambiguationSymbols.removedFrom(List.of("#0", "#1"))).containsExactly("#0", "#1");
        assertThat(DisambiguationSymbols.removedFrom(List.of("a", "#x"))).containsExactly("a", "#x");
        assertThat(DisambiguationSymbols.removedFrom(List.of())).isEmpty();
    }
}
