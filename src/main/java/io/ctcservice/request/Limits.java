package io.ctcservice.request;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.json.JsonBounds;
import io.ctcservice.core.Counted;
import io.ctcservice.core.decode.BeamSettings;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The limits of one request. Each default is safe on a server with 1 GiB of heap.
 *
 * @param jsonBody bytes of a JSON body; more is answered with 413
 * @param binaryBody bytes of a multipart or binary body; more is answered with 413
 * @param recordingBody bytes of a body that brings recordings, which are not held but run as they come; more is answered with
 *     413
 * @param maxRecording how long a recording may be; more is answered with 413
 * @param maxPixels pixels of a picture; more is answered with 413, and so is a picture that would take more memory, decoded,
 *     than a quarter of the heap has for each processor (32 MB at least)
 * @param maxUtterances utterances of a request
 * @param maxFrames frames T of an utterance
 * @param maxClasses classes V of an utterance, blank included, and symbols of a vocabulary
 * @param maxTextLength characters of a text, symbol, id or phrase, and labels of a target
 * @param maxListItems items of any other list of a request, such as hot words or the words of a lexicon
 * @param maxCells cells T·(2U + 1) that the lattices of a request's targets or phrases may have in all; of a decoded
 *     hypothesis, the cells up to which its exact probability and, by the beam, its spans are computed
 * @param maxLatticeCells cells that the lattices written into one answer may have in all
 * @param maxMatrixBytes bytes that the gradients, occupancies and lattices of one request may take in all; half
 *     of the heap if not set
 * @param maxBeamWidth prefixes that a beam search keeps
 * @param maxNBest hypotheses of an utterance
 * @param maxFeatureValues features and emissions in an answer of /synthesize or /features
 */
@Validated
@ConfigurationProperties("ctc.limits")
public record Limits(
        @DefaultValue("32MB") DataSize jsonBody,
        @DefaultValue("256MB") DataSize binaryBody,
        @DefaultValue("4GB") DataSize recordingBody,
        @DefaultValue("4h") Duration maxRecording,
        @DefaultValue("25000000") @Min(1) long maxPixels,
        @DefaultValue("256") @Min(1) int maxUtterances,
        @DefaultValue("1000000") @Min(1) int maxFrames,
        @DefaultValue("65536") @Min(2) int maxClasses,
        @DefaultValue("65536") @Min(1) int maxTextLength,
        @DefaultValue("250000") @Min(1) int maxListItems,
        @DefaultValue("20000000000") @Min(1) long maxCells,
        @DefaultValue("4000000") @Min(1) long maxLatticeCells,
        @Nullable DataSize maxMatrixBytes,

        @DefaultValue("1024") @Min(1) @Max(BeamSettings.WIDEST_BEAM)
        int maxBeamWidth,

        @DefaultValue("100") @Min(1) int maxNBest,
        @DefaultValue("2000000") @Min(1) long maxFeatureValues) {

    /** Returns the default limits. */
    public static Limits defaults() {
        return new Limits(
                DataSize.ofMegabytes(32),
                DataSize.ofMegabytes(256),
                DataSize.ofGigabytes(4),
                Duration.ofHours(4),
                25_000_000,
                256,
                1_000_000,
                65_536,
                65_536,
                250_000,
                20_000_000_000L,
                4_000_000,
                null,
                1024,
                100,
                2_000_000);
    }

    /** Returns the limits that apply to JSON while it is read. */
    public JsonBounds json() {
        return new JsonBounds(
                maxFrames,
                maxClasses,
                maxTextLength,
                item -> UtteranceBody.class.isAssignableFrom(item) ? maxUtterances : maxListItems);
    }

    /**
     * Checks that the lattices of a request are small enough to compute.
     *
     * @param pointer what asks for them
     * @param cells T·(2U + 1) of each, summed
     * @throws RefusedRequestException if they are larger than {@code ctc.limits.max-cells}
     */
    public void requireCells(String pointer, long cells) {
        requireCells(pointer, cells, "max-cells", maxCells);
    }

    /**
     * Checks that the lattices of a request are small enough for a response.
     *
     * @throws RefusedRequestException if they are larger than {@code ctc.limits.max-lattice-cells}
     */
    public void requireWritableCells(String pointer, long cells) {
        requireCells(pointer, cells, "max-lattice-cells", maxLatticeCells);
    }

    /**
     * Checks that there is memory for the matrices that a request asks for, before any is made.
     *
     * @param pointer what asks for them
     * @param bytes of all of them
     * @throws RefusedRequestException if they are more than {@code ctc.limits.max-matrix-bytes}
     */
    public void requireMatrixBytes(String pointer, long bytes) {
        long most = maxMatrixBytes == null ? Runtime.getRuntime().maxMemory() / 2 : maxMatrixBytes.toBytes();
        if (bytes > most) {
            throw new RefusedRequestException(
                    pointer,
                    "gradients, occupancies and lattices of " + Counted.of(bytes, "byte") + " in all; expected at most "
                            + most
                            + (maxMatrixBytes == null ? ", half of the heap;" : ";")
                            + " the limit is ctc.limits.max-matrix-bytes");
        }
    }

    private static void requireCells(String pointer, long cells, String setting, long most) {
        if (cells > most) {
            throw new RefusedRequestException(
                    pointer,
                    "lattices of " + Counted.of(cells, "cell")
                            + " in all, T·(2U + 1) for U labels each; expected at most " + most
                            + ", the limit ctc.limits." + setting);
        }
    }
}
