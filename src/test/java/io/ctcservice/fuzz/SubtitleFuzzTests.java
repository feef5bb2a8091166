package io.ctcservice.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ctcservice.codec.subtitle.SubtitleFormat;
import io.ctcservice.codec.subtitle.TimedText;
import io.ctcservice.codec.subtitle.TimedTranscript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A fuzz test of subtitle files of any words: separated by line breaks, the first being the id. No word may pass for
 * something else in the file.
 */
final class SubtitleFuzzTests {

    private static final String TIME = "\\d{2,}:\\d\\d:\\d\\d.\\d{3}";

    @FuzzTest
    void noWordBreaksTheFile(byte[] data) {
        var lines = List.of(new String(data, StandardCharsets.UTF_8).split("\n", -1));
        var words = new ArrayList<TimedText>();
        for (int i = 1; i < lines.size(); i++) {
            words.add(new TimedText(lines.get(i), 0.5 * i, 0.5 * i + 0.25, 0.5));
        }
        var transcript = new TimedTranscript(lines.getFirst(), 0.5 * lines.size(), words, words, words);

        checkCues(SubtitleFormat.WEB_VTT.write(List.of(transcript)), "WEBVTT\n\n");
        var subRip = SubtitleFormat.SUB_RIP.write(List.of(transcript));
        checkCues(subRip, "");
        assertThat(subRip).doesNotContain("{\\");
        assertThat(SubtitleFormat.CTM.write(List.of(transcript)).split("\n"))
                .allSatisfy(line -> assertThat(line.isEmpty() ? 6 : line.split("\\s+").length)
                        .as(line)
                        .isEqualTo(6));
        var grid = SubtitleFormat.TEXT_GRID.write(List.of(transcript));
        assertThat(grid.chars().filter(c -> c == '"').count()).isEven();
        assertThat(grid.lines().filter(line -> line.strip().startsWith("text = \"")))
                .hasSize((int) grid.lines()
                        .filter(line -> line.strip().matches("intervals \\[\\d+]:"))
                        .count());
    }

    /** One arrow a cue, in a line that is all times; and an empty line after the text of each. */
    private static void checkCues(String file, String start) {
        assertThat(file).startsWith(start.strip());
        var lines = file.split("\r\n|\r|\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].contains("-->")) {
                assertThat(lines[i]).matches(TIME + " --> " + TIME);
                int end = lines[i + 2].isEmpty() ? i + 2 : i + 3; // of one line or two
                assertThat(lines[end]).isEmpty();
            }
        }
        assertThat(file).doesNotContain("<b", "</");
    }
}
