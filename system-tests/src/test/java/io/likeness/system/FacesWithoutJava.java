package io.likeness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Json;
import io.likeness.contracts.generation.SeedRule;
import io.likeness.latents.LatentDensity;
import io.likeness.latents.LatentSampler;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** What programs in other languages have drawn from a version's files are the faces that the system draws of the same seed. */
record FacesWithoutJava(Path folder, GatewayClient gateway, String model) {
    private static final int SEED = 7;
    private static final int COUNT = 8;
    /** Of 255: another build of ONNX Runtime adds in another order. */
    private static final int TOLERANCE = 1;

    void tell() throws Exception {
        GatewayClient.Answer job = gateway.post(
                "/v1/generations", Map.of("model", model, "version", 1, "count", COUNT, "seed", SEED), "documents");
        gateway.awaitEnd("/v1/generations/" + job.id(), DrawnLoop.RECOVERY_LIMIT);
        LatentDensity density = Json.decode(Files.readAllBytes(folder.resolve("density.json")), LatentDensity.class);
        LatentSampler sampler = new LatentSampler(density);
        LatentSampler once = new LatentSampler(density.withLeastLogDensity(-Double.MAX_VALUE));
        List<String> programs = List.of("first", "second");
        int compared = 0;
        for (int k = 0; k < COUNT; k++) {
            long seed = LatentSampler.imageSeed(SeedRule.HASH, SEED, k);
            // What is drawn again is left out by the programs, as the page says.
            if (Arrays.equals(sampler.sample(seed), once.sample(seed))) {
                compared++;
                byte[] png = gateway.get("/v1/generations/" + job.id() + "/images/" + k + ".png")
                        .response()
                        .body();
                BufferedImage face = ImageIO.read(new ByteArrayInputStream(png));
                for (String program : programs) {
                    Path drawn = folder.resolve(program + "-" + k + ".pgm");
                    // Without the packages of a language its lines were not run, which the test tells.
                    if (Files.exists(drawn)) {
                        requireAlike(face, drawn);
                    }
                }
            }
        }
        assertTrue(compared > 0, "faces that were drawn once");
    }

    private static void requireAlike(BufferedImage face, Path drawn) throws IOException {
        byte[] file = Files.readAllBytes(drawn);
        int side = face.getWidth();
        String head = "P5\n%d %d\n255\n".formatted(side, side);
        assertEquals(head, new String(file, 0, head.length(), StandardCharsets.US_ASCII));
        assertEquals(head.length() + side * side, file.length, drawn::toString);
        for (int i = 0; i < side * side; i++) {
            int expected = face.getRaster().getSample(i % side, i / side, 0);
            int found = file[head.length() + i] & 0xff;
            int place = i;
            assertEquals(expected, found, TOLERANCE, () -> drawn + ", pixel " + place);
        }
    }
}
