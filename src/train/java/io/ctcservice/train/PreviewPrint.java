package io.ctcservice.train;

import io.ctcservice.train.print.LineMaker;
import io.ctcservice.train.print.PrintedLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import javax.imageio.ImageIO;

/** Writes samples of the training lines as pictures, with their texts. */
final class PreviewPrint {

    private PreviewPrint() {}

    public static void main(String[] arguments) throws Exception {
        Program.PREVIEW.main(arguments, PreviewPrint::run);
    }

    static void run(Settings settings) throws IOException {
        LineMaker maker = TrainPrint.maker(settings, /* forTests= */ false);
        Path folder = Files.createDirectories(settings.path("folder").resolve("preview"));
        var texts = new ArrayList<String>();
        for (int i = 0; i < settings.number("lines"); i++) {
            PrintedLine line = maker.make(i, Integer.MAX_VALUE);
            String name = "%05d.png".formatted(i);
            ImageIO.write(line.picture().toImage(), "png", folder.resolve(name).toFile());
            texts.add(name + "\t" + line.drawn());
        }
        Files.write(folder.resolve("texts.tsv"), texts);
    }
}
