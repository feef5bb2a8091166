package io.ctcservice.request;

import io.ctcservice.audio.Resampler;
import io.ctcservice.audio.SoundFormatException;
import io.ctcservice.codec.PartTooLargeException;
import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.UnsupportedFileException;
import io.ctcservice.codec.Violation;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.recognition.NetworkDescription;
import io.ctcservice.recognition.Networks;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.RecognitionException;
import io.ctcservice.recognition.StreamingNetwork;
import io.ctcservice.recognition.picture.PictureFile;
import io.ctcservice.recognition.picture.PictureFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** A runner of networks that turns the recordings and pictures of requests into emissions. Thread-safe. */
public final class Recognizer {

    private static final int BYTES_OF_A_SCORE = Float.BYTES * 4; // collected, joined, and worked on

    private final Networks networks;
    private final Limits limits;
    private final Recordings recordings;

    public Recognizer(Networks networks, Limits limits) {
        this.networks = networks;
        this.limits = limits;
        this.recordings = new Recordings(limits);
    }

    /**
     * Returns the network of a request with recordings or pictures.
     *
     * @throws RefusedRequestException if it names none that there is, or repeats a field that comes with the network
     */
    NeuralNetwork network(BatchBody<?> request) {
        var network = network(request.network());
        var beside = new LinkedHashMap<String, @Nullable Object>();
        beside.put("/vocabulary", request.vocabulary());
        beside.put("/vocabularyName", request.vocabularyName());
        beside.put("/blank", request.blank());
        beside.put("/scores", request.scores());
        boolean isTimed = request.secondsPerFrame() != null
                && description(String.valueOf(request.network())).secondsPerFrame() != null;
        beside.put(
                "/secondsPerFrame", isTimed ? request.secondsPerFrame() : null); // pictures have no time of their own
        beside.forEach((pointer, given) -> {
            if (given != null) {
                throw new RefusedRequestException(
                        pointer, "given beside \"network\"; expected none, because it comes with the network");
            }
        });
        return network;
    }

    /**
     * Returns the streaming network of a request.
     *
     * @throws RefusedRequestException if it names an unknown network, or one that cannot stream, or repeats a
     *     field that comes with the network
     */
    public StreamingNetwork streaming(BatchBody<?> request) {
        var network = network(request);
        return network.streaming()
                .orElseThrow(() -> new RefusedRequestException(
                        "/network",
                        "\"" + request.network() + "\" " + whyNotStreaming(network.description())
                                + "; expected one that carries its state from chunk to chunk, see GET /networks"));
    }

    private static String whyNotStreaming(NetworkDescription network) {
        return network.kind() == NetworkDescription.Kind.SPEECH
                ? "is bidirectional: its output for a frame depends on all later audio"
                : "reads pictures";
    }

    /**
     * Returns the network with this name.
     *
     * @throws RefusedRequestException if there is none of that name
     */
    public NeuralNetwork network(@Nullable String name) {
        if (name == null) {
            throw new RefusedRequestException(
                    "/network",
                    "missing; expected the name of a network, because recordings and pictures are no emissions; "
                            + available());
        }
        return networks.find(name)
                .orElseThrow(() -> new RefusedRequestException("/network", "\"" + name + "\"; " + available()));
    }

    private String available() {
        if (networks.absence().isPresent()) {
            return "this server runs none: " + networks.absence().get();
        }
        return networks.byName().isEmpty()
                ? "this server has none: they are registered by ctc.networks"
                : "expected one of " + String.join(", ", networks.byName().keySet());
    }

    /**
     * Returns the description of the network with this name.
     *
     * @throws RefusedRequestException if there is none of that name
     */
    public NetworkDescription description(String name) {
        try {
            return network(name).description();
        } catch (RecognitionException unavailable) {
            throw refused(unavailable, "/network");
        }
    }

    /**
     * Returns the emissions of a recording, which is read as it arrives.
     *
     * @param channel the only one to use, counted from 0; null for all of them
     * @param pointer to the utterance, for refusals
     * @param others how many scores the request has of other recordings
     * @throws UnsupportedFileException if the file is of a kind that is not read
     * @throws UnreadableBodyException if it is damaged
     * @throws PartTooLargeException if it is longer than {@code ctc.limits.max-recording}, or its scores and the others are
     *     more than there is room for
     * @throws RefusedRequestException if the network has no use for it
     */
    public RecordedScores recording(
            NeuralNetwork network,
            InputStream file,
            @Nullable Integer channel,
            ReadingTurns turns,
            String pointer,
            long others)
            throws IOException {
        String at = pointer + "/recording";
        try {
            var description = network.description();
            var sound = recordings.open(file, channel);
            sound.seconds().ifPresent(turns::expect);
            Integer rate = description.sampleRate();
            var resampled = rate == null ? sound : Resampler.of(sound, rate);
            var holding = new HoldingTurns(turns, description);
            var scores = network.recognise(resampled, holding, maxScores(description, others))
                    .scores();
            return new RecordedScores(scores, holding.seconds(), resampled.remarks());
        } catch (SoundFormatException bad) {
            throw Recordings.refused(bad, at);
        } catch (RecognitionException bad) {
            throw refused(bad, at);
        }
    }

    /**
     * Returns the emissions of a picture of a line.
     *
     * @param pointer to the utterance, for refusals
     * @throws UnsupportedFileException if the file is of a kind that is not read
     * @throws UnreadableBodyException if it is damaged
     * @throws PartTooLargeException if it has more pixels than {@code ctc.limits.max-pixels}
     * @throws RefusedRequestException if the network has no use for it
     */
    public FloatMatrix picture(NeuralNetwork network, byte[] file, String pointer) {
        String at = pointer + "/picture";
        try {
            return network.recognise(PictureFile.read(file, limits.maxPixels())).scores();
        } catch (PictureFormatException bad) {
            var violation = new Violation(at, String.valueOf(bad.getMessage()));
            throw switch (bad.kind()) {
                case UNREADABLE -> new UnreadableBodyException(violation);
                case UNSUPPORTED -> new UnsupportedFileException(violation);
                case TOO_LARGE -> new PartTooLargeException(violation);
            };
        } catch (RecognitionException bad) {
            throw refused(bad, at);
        }
    }

    private long maxScores(NetworkDescription description, long others) {
        long frames = (long) limits.maxFrames() * description.vocabulary().size();
        long fitting = Runtime.getRuntime().maxMemory() / BYTES_OF_A_SCORE / 2;
        return Math.min(frames, Math.max(0, fitting - others));
    }

    private static RuntimeException refused(RecognitionException bad, String at) {
        return switch (bad.kind()) {
            case WRONG_INPUT -> new RefusedRequestException("/network", String.valueOf(bad.getMessage()));
            case TOO_MUCH -> new PartTooLargeException(new Violation(at, String.valueOf(bad.getMessage())));
            case FAILED -> new RefusedRequestException(at, String.valueOf(bad.getMessage()));
            case UNAVAILABLE -> bad;
        };
    }
}
