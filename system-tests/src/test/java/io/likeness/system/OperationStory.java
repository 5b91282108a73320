package io.likeness.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.synthetic.SyntheticFaces;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What each operation of the generation API does with a model of drawn faces, as its callers see it. */
enum OperationStory {
    SAMPLE {
        @Override
        void tell(FaceCalls calls) throws Exception {
            List<byte[]> many = calls.images(calls.succeeded(Map.of("count", 20, "seed", 7, "temperature", 0.5)));
            List<byte[]> few = calls.images(calls.succeeded(Map.of("count", 2, "seed", 7, "temperature", 0.5)));
            assertArrayEquals(few.get(1), many.get(1), "same seed and index, same bytes");
            List<byte[]> usual = calls.images(calls.succeeded(Map.of("count", 2, "seed", 7)));
            assertFalse(
                    Arrays.equals(calls.pixels(few.get(1)), calls.pixels(usual.get(1))),
                    "another temperature, another face");
            calls.requireRefusal(Map.of("temperature", 3), "temperature");
        }
    },

    CONDITIONAL_SAMPLE {
        @Override
        void tell(FaceCalls calls) throws Exception {
            Map<String, Object> smiling = Map.of("count", 4, "seed", 7, "labels", Map.of("Smiling", 1));
            List<byte[]> faces = calls.images(calls.succeeded(smiling));
            List<byte[]> serious =
                    calls.images(calls.succeeded(Map.of("count", 4, "seed", 7, "labels", Map.of("Smiling", -1))));
            for (int k = 0; k < faces.size(); k++) {
                assertFalse(Arrays.equals(calls.pixels(faces.get(k)), calls.pixels(serious.get(k))), "face " + k);
            }
            calls.requireRefusal(Map.of("labels", Map.of("Grumpy", 1)), "labels");
            calls.requireRefusal(Map.of("labels", Map.of("Smiling", 2)), "labels.Smiling");
        }
    },

    INTERPOLATE {
        @Override
        void tell(FaceCalls calls) throws Exception {
            Map<String, Object> walk =
                    Map.of("operation", "interpolate", "faces", List.of(DRAWN, OTHER), "steps", 6, "loop", true);
            JsonNode done = calls.succeeded(walk);
            assertEquals(12, done.path("count").asInt());
            List<byte[]> frames = calls.images(done);
            List<byte[]> sampled = calls.images(calls.succeeded(Map.of("count", 4, "seed", 7)));
            assertArrayEquals(calls.pixels(sampled.get(0)), calls.pixels(frames.get(0)));
            assertArrayEquals(calls.pixels(sampled.get(3)), calls.pixels(frames.get(6)));
            assertEquals(12, calls.frames(done));
            calls.requireRefusal(
                    Map.of("operation", "interpolate", "faces", List.of(DRAWN, OTHER), "steps", 61), "steps");
        }
    },

    RECONSTRUCT {
        @Override
        void tell(FaceCalls calls) throws Exception {
            String photo = calls.upload(SyntheticFaces.face(4711).image());
            JsonNode done = calls.succeeded(Map.of("operation", "reconstruct", "face", Map.of("upload", photo)));
            BufferedImage face = calls.picture(calls.images(done).getFirst());
            BufferedImage grid = calls.picture(calls.grid(done));
            assertTrue(grid.getWidth() >= 2 * face.getWidth() && grid.getHeight() < 2 * face.getHeight(), "a pair");
            calls.requireRefusal(Map.of("operation", "reconstruct", "face", DRAWN), "face.upload");
        }
    },

    REFUSE_WHAT_IS_NO_FACE {
        @Override
        void tell(FaceCalls calls) throws Exception {
            String text = calls.upload("notes.txt", new byte[1000]);
            assertEquals("NO_USABLE_IMAGE", calls.failure(Map.of("operation", "vary", "face", Map.of("upload", text))));
            String board = calls.upload(FaceCalls.chessboard());
            assertEquals("NOT_A_FACE", calls.failure(Map.of("operation", "vary", "face", Map.of("upload", board))));
        }
    },

    EDIT {
        @Override
        void tell(FaceCalls calls) throws Exception {
            Map<String, Object> smile = Map.of("Smiling", 2);
            JsonNode strip =
                    calls.succeeded(Map.of("operation", "edit", "face", DRAWN, "attributes", smile, "steps", 5));
            List<byte[]> steps = calls.images(strip);
            byte[] sampled = calls.images(calls.succeeded(Map.of("seed", 7))).getFirst();
            assertArrayEquals(calls.pixels(sampled), calls.pixels(steps.getFirst()));
            JsonNode single = calls.succeeded(Map.of("operation", "edit", "face", DRAWN, "attributes", smile));
            assertArrayEquals(calls.pixels(calls.images(single).getFirst()), calls.pixels(steps.getLast()));
            assertEquals(5, calls.frames(strip));
            calls.requireRefusal(
                    Map.of("operation", "edit", "face", DRAWN, "attributes", Map.of("Grumpy", 1)), "attributes");
        }
    },

    VARY {
        @Override
        void tell(FaceCalls calls) throws Exception {
            Map<String, Object> request = Map.of("operation", "vary", "face", OTHER, "count", 6, "seed", 3);
            List<byte[]> faces = calls.images(calls.succeeded(request));
            assertEquals(6, calls.different(faces));
            assertArrayEquals(
                    faces.get(5), calls.images(calls.succeeded(request)).get(5));
            calls.requireRefusal(Map.of("operation", "vary", "face", OTHER, "strength", 2), "strength");
        }
    };

    private static final Map<String, Object> DRAWN = Map.of("seed", 7);
    private static final Map<String, Object> OTHER = Map.of("seed", 7, "index", 3);

    abstract void tell(FaceCalls calls) throws Exception;
}
