package io.likeness.generator.decoding;

import ai.onnxruntime.OrtException;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.generator.GeneratorConfiguration;
import io.likeness.generator.NetworkFile;
import io.likeness.generator.TestStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;

/** Loaders that make a small model of any version without a store. */
public final class RecordingLoader {

    private RecordingLoader() {}

    /** A loader that adds the name of each version it loads to a list. */
    public static ModelLoader into(List<String> names, GeneratorConfiguration configuration) {
        return new ModelLoader(
                TestStore.nowhere(),
                new DecoderSessions(configuration, new SimpleMeterRegistry()),
                new DrawingMemory(configuration)) {
            @Override
            public LoadedModel load(ModelVersion version) {
                names.add(version.name());
                try {
                    return LoadedModels.load(version, NetworkFile.linear(1, 2, 8), 2, 8);
                } catch (OrtException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    /** A loader that refuses every version so. */
    public static ModelLoader refusing(LikenessException refusal, GeneratorConfiguration configuration) {
        return new ModelLoader(
                TestStore.nowhere(),
                new DecoderSessions(configuration, new SimpleMeterRegistry()),
                new DrawingMemory(configuration)) {
            @Override
            public LoadedModel load(ModelVersion version) {
                throw refusal;
            }
        };
    }
}
