package io.ctcservice.api.spot;

import io.ctcservice.api.spot.SpotResponse.SpottedPhrase;
import io.ctcservice.api.spot.SpotResponse.Utterance;
import io.ctcservice.codec.column.Column;
import io.ctcservice.codec.column.ColumnTable;
import io.ctcservice.codec.span.SpanColumns;

/** The output arrays of /spot, one per utterance, one element per detection. */
final class SpotColumns {

    static final ColumnTable<Utterance> TABLE = ColumnTable.of(
            Column.count("frames", Utterance::frames),
            Column.counts("detection_keyword", SpanColumns.integers(Utterance::detections, SpottedPhrase::keyword)),
            Column.counts("detection_start", SpanColumns.starts(Utterance::detections)),
            Column.counts("detection_end", SpanColumns.ends(Utterance::detections)),
            Column.numbers("detection_score", SpanColumns.scores(Utterance::detections)));

    private SpotColumns() {}
}
