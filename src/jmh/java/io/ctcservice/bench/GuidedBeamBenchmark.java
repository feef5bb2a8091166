package io.ctcservice.bench;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.decode.BeamSettings;
import io.ctcservice.core.decode.PrefixBeamDecoder;
import io.ctcservice.core.decode.guide.Guidance;
import io.ctcservice.core.decode.guide.Hotword;
import io.ctcservice.core.decode.guide.Hotwords;
import io.ctcservice.core.decode.guide.LanguageModelFusion;
import io.ctcservice.core.lm.NgramLanguageModel;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A benchmark of beam search of 60 real OCR lines with the defaults on one thread; needs the reference data. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class GuidedBeamBenchmark {

    @Param({"nothing", "languageModel", "10 hotwords", "10000 hotwords"})
    String guide = "";

    private List<Emissions> lines = List.of();
    private Optional<Guidance> guidance = Optional.empty();
    private int blank;

    @Setup
    public void setUp() throws IOException {
        var data = SharedData.find().orElseThrow();
        var items = data.items("ocr_scan_en_folded");
        lines = items.stream().map(SharedData.Item::emissions).toList();
        var vocabulary = items.getFirst().vocabulary();
        blank = vocabulary.blank();
        guidance = guidance(guide, data, vocabulary);
    }

    static Optional<Guidance> guidance(String guide, SharedData data, Vocabulary vocabulary) throws IOException {
        var grouping = WordGrouping.of(vocabulary);
        if (guide.equals("nothing")) {
            return Optional.empty();
        }
        if (guide.equals("languageModel")) {
            try (var file = Files.newInputStream(data.file("lm/en-us-pruned-3gram.arpa"))) {
                var fusion = LanguageModelFusion.spelled(
                        NgramLanguageModel.read(file),
                        LanguageModelFusion.DEFAULT_WEIGHT,
                        LanguageModelFusion.DEFAULT_WORD_BONUS);
                return Optional.of(new Guidance(grouping, Optional.of(fusion), Optional.empty(), Optional.empty()));
            }
        }
        int phrases = Integer.parseInt(guide.substring(0, guide.indexOf(' ')));
        var words = Files.readAllLines(data.file("lm/words.txt"));
        int step = words.size() / phrases;
        var hotwords = new ArrayList<Hotword>();
        for (int i = 0; i < phrases; i++) {
            hotwords.add(new Hotword(words.get(i * step), 1));
        }
        var found = Hotwords.of(hotwords, vocabulary, grouping);
        return Optional.of(new Guidance(grouping, Optional.empty(), Optional.of(found), Optional.empty()));
    }

    @Benchmark
    public double decode() {
        var decoder = new PrefixBeamDecoder(new ScaledForward(), blank, BeamSettings.DEFAULT, guidance);
        double sum = 0;
        for (var line : lines) {
            sum += decoder.decode(line).getFirst().score();
        }
        return sum;
    }
}
