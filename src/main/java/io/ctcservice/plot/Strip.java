package io.ctcservice.plot;

import java.util.List;

/**
 * A row of spans below a heat map.
 *
 * @param caption what they are, in a word
 */
record Strip(String caption, List<Span> spans) {

    Strip {
        spans = List.copyOf(spans);
    }
}
