package io.likeness.training.evaluation;

import io.likeness.imaging.FaceGrid;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.PngWriter;
import io.likeness.training.judge.JudgeCard;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The findings as one HTML page for people, all pictures in it, no script and nothing fetched. Immutable, safe for threads. */
public final class EvaluationPage {
    private static final int SAMPLES = 64;
    private static final int PRIOR_SAMPLES = 32;
    private static final int BASE_SAMPLES = 32;
    private static final int RECONSTRUCTED = 16;
    private static final int COLUMNS = 16;
    private static final int GREATEST_SIDE = 128;
    private static final FaceGrid GRID = new FaceGrid(COLUMNS, 2, 1, 255);

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Evaluation</title>
            <style>
            body { font: 15px/1.5 system-ui, sans-serif; color: #1c1c1c; background: #fff; max-width: 68em; margin: 2em auto; padding: 0 1em }
            h1 { font-size: 1.5em; margin-bottom: 0 } h2 { font-size: 1.1em; margin: 2em 0 .3em }
            p { margin: .3em 0; color: #555; max-width: 52em }
            table { border-collapse: collapse; margin: .6em 0 } caption { text-align: left; color: #555; white-space: nowrap }
            th, td { text-align: right; padding: .2em .9em; border-bottom: 1px solid #ddd; font-variant-numeric: tabular-nums }
            th { font-weight: 600 } th:first-child, td:first-child { text-align: left; padding-left: 0 }
            img { max-width: 100%; display: block; margin: .4em 0 }
            @media (max-width: 40em) { table { display: block; overflow-x: auto } }
            </style>
            </head>
            <body>
            """;

    private final Map<String, String> facts;
    private final Map<String, Double> metrics;
    private final Findings findings;
    private final FaceSets sets;
    private final StringBuilder html = new StringBuilder();

    /**
     * A page that has not been written.
     *
     * @param facts what the model is, by name, in the order in which they are shown
     * @param metrics all of the report's, the findings' among them
     */
    public EvaluationPage(Map<String, String> facts, Map<String, Double> metrics, Findings findings, FaceSets sets) {
        this.facts = facts;
        this.metrics = metrics;
        this.findings = findings;
        this.sets = sets;
    }

    /** The page in UTF-8. */
    public byte[] bytes() {
        html.setLength(0);
        html.append(HEAD).append("<h1>Evaluation</h1>\n");
        paragraph(facts.entrySet().stream()
                .map(fact -> fact.getKey() + " " + fact.getValue())
                .collect(Collectors.joining(" · ")));
        numbers();
        if (!sets.baseSamples().isEmpty()) {
            adaptation();
        }
        pictures();
        judge();
        html.append("</body>\n</html>\n");
        return html.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void numbers() {
        heading("How near to real faces");
        paragraph(
                "Distances to %d held-out faces. The floor is what real training faces reach; the ceiling is what the same decoder "
                                .formatted(sets.heldOut().size())
                        + "makes of latents from N(0, I). What reconstructions miss, no sampler can give back.");
        new MetricTable(metrics, html).distances().look().single();
    }

    /** What the version made of which this one was tuned. */
    private void adaptation() {
        heading("Before and after fine-tuning");
        paragraph("Distances to the same held-out faces, of samples of the version from which the training started.");
        new MetricTable(metrics, html).adaptation();
        picture("samples before", first(sets.baseSamples(), BASE_SAMPLES));
    }

    private void pictures() {
        heading("Samples, not selected");
        picture("the first " + Math.min(SAMPLES, sets.samples().size()) + " samples", first(sets.samples(), SAMPLES));
        heading("Held-out faces and their reconstructions");
        paragraph("Each row of faces stands above the row of what the model makes of them.");
        List<ImageTensor> both = new ArrayList<>(first(sets.heldOut(), RECONSTRUCTED));
        while (both.size() < RECONSTRUCTED) {
            both.add(blank(both.getFirst()));
        }
        both.addAll(first(sets.reconstructions(), RECONSTRUCTED));
        picture("originals above reconstructions", both);
        heading("Samples nearest to a training face");
        paragraph(
                "Samples above, the training face that is nearest in the judge's features below. Copies would be pairs of one face.");
        List<ImageTensor> pairs = new ArrayList<>();
        findings.closest().forEach(pair -> pairs.add(pair.sample()));
        while (pairs.size() < COLUMNS) {
            pairs.add(blank(pairs.getFirst()));
        }
        findings.closest().forEach(pair -> pairs.add(pair.training()));
        picture("samples above their nearest training faces", pairs);
        heading("Latents from N(0, I)");
        picture("the ceiling", first(sets.priorSamples(), PRIOR_SAMPLES));
    }

    private void judge() {
        JudgeCard judge = findings.judge();
        heading("The judge");
        paragraph("Network '%s', trained on %d faces with seed %d; it took no part in the training and chose no sample."
                .formatted(judge.name(), judge.trainingFaces(), judge.seed()));
        html.append("<table><caption>Balanced accuracy on %d other people's faces</caption>\n"
                .formatted(judge.heldOutFaces()));
        judge.attributes()
                .forEach(attribute -> html.append("<tr><td>%s</td><td>%s</td></tr>\n"
                        .formatted(escaped(attribute.name()), MetricTable.number(attribute.balancedAccuracy()))));
        html.append("</table>\n");
    }

    private void heading(String text) {
        html.append("<h2>").append(escaped(text)).append("</h2>\n");
    }

    private void paragraph(String text) {
        html.append("<p>").append(escaped(text)).append("</p>\n");
    }

    private void picture(String description, List<ImageTensor> faces) {
        List<ImageTensor> shown = faces.stream()
                .map(face -> face.resized(Math.min(GREATEST_SIDE, face.shape().side())))
                .toList();
        String data = Base64.getEncoder().encodeToString(PngWriter.write(GRID.draw(shown), Map.of()));
        html.append("<img alt=\"%s\" src=\"data:image/png;base64,%s\">\n".formatted(escaped(description), data));
    }

    private static List<ImageTensor> first(List<ImageTensor> faces, int most) {
        return faces.subList(0, Math.min(most, faces.size()));
    }

    private static ImageTensor blank(ImageTensor like) {
        byte[] white = new byte[like.shape().size()];
        Arrays.fill(white, (byte) 255);
        return ImageTensor.of(like.shape(), white);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
