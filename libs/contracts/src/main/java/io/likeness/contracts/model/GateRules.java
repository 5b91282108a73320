package io.likeness.contracts.model;

import io.likeness.contracts.Require;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What versions of a model must keep to serve.
 *
 * @param revision 0 for those of every model, and one more with each change
 * @param rules at most one a metric
 * @param by who changed them last, absent for those of every model
 * @param reason why
 * @param at when
 */
public record GateRules(
        String modelName,
        long revision,
        List<GateRule> rules,
        @Nullable String by,
        @Nullable String reason,
        @Nullable Instant at) {
    /** Standard errors beyond which a difference is hardly one of chance. */
    private static final double CHANCE = 2;

    private static final List<GateRule> STANDARD = List.of(
            new GateRule(GateMetric.SAMPLE_FRECHET_DISTANCE, null, null, null, CHANCE),
            GateRule.worseByShare(GateMetric.SAMPLE_STRUCTURE_DISTANCE, 0.1),
            GateRule.worseBy(GateMetric.DIVERSITY_GAP, 0.05),
            new GateRule(GateMetric.SHARPNESS_GAP, null, 0.1, null, CHANCE),
            new GateRule(GateMetric.BRIGHTNESS_GAP, null, 0.01, null, CHANCE),
            GateRule.limit(GateMetric.LABEL_EFFECT_LOSS, 0.5),
            GateRule.worseBy(GateMetric.RECONSTRUCTION_PSNR, 3),
            GateRule.limit(GateMetric.MEMORISATION_RATIO, 0.3),
            GateRule.limit(GateMetric.PARITY_IMAGE_ERROR, 0.01),
            GateRule.limit(GateMetric.MODEL_BYTES, 256L << 20),
            GateRule.limit(GateMetric.MILLISECONDS_PER_FACE, 100));

    public GateRules {
        Require.name("modelName", modelName);
        Require.between("revision", revision, 0, Long.MAX_VALUE);
        rules = requireOneAMetric(rules);
    }

    /** Those of a model for which nobody has declared others: nothing may be worse than the champion's beyond what chance or an eye makes of it. */
    public static GateRules standard(String modelName) {
        return new GateRules(modelName, 0, STANDARD, null, null, null);
    }

    /** What each of them says of a version, as {@link GateRule#find}. */
    public List<RuleFinding> find(
            Map<String, Double> candidate, Map<String, Double> champion, Map<String, Double> uncertainty) {
        return rules.stream()
                .map(rule -> rule.find(candidate, champion, uncertainty))
                .toList();
    }

    static List<GateRule> requireOneAMetric(@Nullable List<GateRule> rules) {
        List<GateRule> given = Require.present("rules", rules);
        for (int i = 0; i < given.size(); i++) {
            Require.present("rules[" + i + "]", given.get(i));
        }
        List<GateRule> all = List.copyOf(given);
        List<GateMetric> metrics = all.stream().map(GateRule::metric).toList();
        for (GateMetric metric : metrics) {
            if (metrics.indexOf(metric) != metrics.lastIndexOf(metric)) {
                throw Require.invalid("rules." + metric.wireName(), "one rule", "several");
            }
        }
        return all;
    }
}
