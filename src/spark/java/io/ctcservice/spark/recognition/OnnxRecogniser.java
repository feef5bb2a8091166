package io.ctcservice.spark.recognition;

import io.ctcservice.audio.Resampler;
import io.ctcservice.audio.SoundFormatException;
import io.ctcservice.audio.SoundRemark;
import io.ctcservice.audio.file.SoundFiles;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.decode.guide.FusionWeights;
import io.ctcservice.recognition.NetworkDescription;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.RecognitionException;
import io.ctcservice.recognition.Turns;
import io.ctcservice.recognition.picture.PictureFile;
import io.ctcservice.recognition.picture.PictureFormatException;
import io.ctcservice.spark.Recogniser;
import io.ctcservice.spark.RefusedRecordingException;
import io.ctcservice.spark.Utterance;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A network whose runs take one thread each, that of the task. */
final class OnnxRecogniser implements Recogniser {

    private static final long MOST_SCORES = 1L << 28; // a gigabyte
    private static final long MOST_PIXELS = 100_000_000;

    private final NeuralNetwork network;
    private final NetworkDescription description;

    OnnxRecogniser(NeuralNetwork network) {
        this.network = network;
        this.description = network.description();
    }

    @Override
    public String column() {
        return isPicture() ? PICTURE : RECORDING;
    }

    private boolean isPicture() {
        return description.kind() == NetworkDescription.Kind.PICTURE;
    }

    @Override
    public List<String> symbols() {
        return description.vocabulary().symbols();
    }

    @Override
    public int blank() {
        return description.vocabulary().blank();
    }

    @Override
    public ScoreKind scores() {
        return description.scores();
    }

    @Override
    public @Nullable Double secondsPerFrame() {
        return description.secondsPerFrame();
    }

    @Override
    public FusionWeights weights() {
        return description.weights();
    }

    @Override
    public Utterance utterance(InputStream file) throws RefusedRecordingException, IOException {
        try {
            return isPicture() ? ofPicture(file) : ofSound(file);
        } catch (SoundFormatException | PictureFormatException refused) {
            throw new RefusedRecordingException(String.valueOf(refused.getMessage()), refused);
        } catch (RecognitionException failed) {
            if (failed.kind() == RecognitionException.Kind.UNAVAILABLE) {
                throw failed; // no row's fault
            }
            throw new RefusedRecordingException(String.valueOf(failed.getMessage()), failed);
        }
    }

    private Utterance ofPicture(InputStream file) throws IOException {
        var emissions = network.recognise(PictureFile.read(file.readAllBytes(), MOST_PIXELS));
        return new Utterance(emissions, Double.POSITIVE_INFINITY, List.of());
    }

    private Utterance ofSound(InputStream file) throws IOException {
        var heard = new double[1];
        Turns turns = (window, seconds) -> {
            heard[0] = seconds;
            window.run();
        };
        var recording = SoundFiles.open(file, OptionalInt.empty());
        Integer rate = description.sampleRate();
        var sound = rate == null ? recording : Resampler.of(recording, rate);
        var emissions = network.recognise(sound, turns, MOST_SCORES);
        return new Utterance(
                emissions,
                heard[0],
                sound.remarks().stream().map(SoundRemark::detail).toList());
    }
}
