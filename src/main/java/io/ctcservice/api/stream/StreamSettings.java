package io.ctcservice.api.stream;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The limits of streams, which are WebSockets at {@code /stream} and {@code /vosk}.
 *
 * @param maxOpen streams open at a time, besides the requests of {@code ctc.overload.max-requests}; more are answered with 503
 * @param maxMessage bytes of a binary message; a larger one ends the stream with 1009
 * @param maxText bytes of a text message, such as the first one with its vocabulary and hot words; a larger one ends the stream
 *     with 1009
 * @param maxSegment bytes of the emissions of one segment that are kept for its exact probability and the spans of its tokens;
 *     a longer one is decoded all the same, without these
 * @param memory bytes that all streams may hold in all, of messages that are being received, of emissions that are kept and of
 *     what is searched; a 6th of the heap if not set. A stream that finds no room for its message or its search is closed with 1013
 * @param idle how long a client may send nothing; then its stream is ended, as if it had asked for that, and closed with 1008
 * @param maxTime how long a stream may last; then it is ended likewise
 * @param maxLag how long a message may wait for a processor; then its stream is closed with 1013
 * @param maxSend how long a client may take over reading an answer; then the connection is cut
 * @param voskNetwork the network of {@code /vosk} where the client names none; if not set, the first streaming network,
 *     your own before those that come with the service
 */
@Validated
@ConfigurationProperties("ctc.stream")
record StreamSettings(
        @DefaultValue("1000") @Min(0) int maxOpen,
        @DefaultValue("1MB") DataSize maxMessage,
        @DefaultValue("4MB") DataSize maxText,
        @DefaultValue("16MB") DataSize maxSegment,
        @Nullable DataSize memory,
        @DefaultValue("1m") Duration idle,
        @DefaultValue("4h") Duration maxTime,
        @DefaultValue("10s") Duration maxLag,
        @DefaultValue("20s") Duration maxSend,
        @Nullable String voskNetwork) {

    private static final int HEAP_SHARE = 6;

    long memoryBytes() {
        return memory == null ? Runtime.getRuntime().maxMemory() / HEAP_SHARE : memory.toBytes();
    }

    /** Returns the most scores T·V of a segment that are kept. */
    long mostScores() {
        return maxSegment.toBytes() / Float.BYTES;
    }
}
