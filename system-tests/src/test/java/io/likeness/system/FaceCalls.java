package io.likeness.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.system.GatewayClient.Answer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;

/** Generations of one model, asked for over HTTP and followed to their end. */
record FaceCalls(GatewayClient gateway, String model, String correlation) {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int PHOTO_SIDE = 128;

    /** The generation once it has succeeded. */
    JsonNode succeeded(Map<String, Object> request) throws Exception {
        JsonNode done = ended(request);
        assertEquals("succeeded", done.path("status").asText(), done.toString());
        return done;
    }

    /** The code with which the generation failed. */
    String failure(Map<String, Object> request) throws Exception {
        JsonNode done = ended(request);
        assertEquals("failed", done.path("status").asText(), done.toString());
        return done.path("failure").path("code").asText();
    }

    void requireRefusal(Map<String, Object> request, String field) throws Exception {
        Answer refused = ask(request);
        assertEquals(400, refused.status(), refused.describe());
        assertEquals(field, refused.json().at("/violations/0/field").asText(), refused.describe());
    }

    List<byte[]> images(JsonNode generation) throws Exception {
        String link = generation.at("/links/images").asText();
        List<byte[]> images = new ArrayList<>();
        for (int k = 0; k < generation.path("count").asInt(); k++) {
            images.add(fetch(link.replace("{k}", Integer.toString(k))));
        }
        return images;
    }

    byte[] grid(JsonNode generation) throws Exception {
        return fetch(generation.at("/links/grid").asText());
    }

    /** How many frames its animation says that it has (acTL of an animated PNG). */
    int frames(JsonNode generation) throws Exception {
        String file = new String(fetch(generation.at("/links/animation").asText()), ISO_8859_1);
        return file.charAt(file.indexOf("acTL") + 7);
    }

    String upload(BufferedImage photo) throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(photo, "png", file);
        return upload("photo.png", file.toByteArray());
    }

    String upload(String fileName, byte[] content) throws Exception {
        Answer upload = gateway.upload(fileName, content, correlation);
        assertEquals(201, upload.status(), upload.describe());
        return upload.id();
    }

    BufferedImage picture(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    int[] pixels(byte[] png) throws IOException {
        BufferedImage picture = picture(png);
        return picture.getRaster().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null);
    }

    /** How many pictures differ in their pixels. */
    long different(List<byte[]> pngs) throws IOException {
        Set<List<Integer>> pictures = new HashSet<>();
        for (byte[] png : pngs) {
            pictures.add(Arrays.stream(pixels(png)).boxed().toList());
        }
        return pictures.size();
    }

    /** Squares of black and white, which no model of faces reconstructs. */
    static BufferedImage chessboard() {
        BufferedImage board = new BufferedImage(PHOTO_SIDE, PHOTO_SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < PHOTO_SIDE; y++) {
            for (int x = 0; x < PHOTO_SIDE; x++) {
                board.setRGB(x, y, (x / 4 + y / 4) % 2 == 0 ? 0 : 0xffffff);
            }
        }
        return board;
    }

    private JsonNode ended(Map<String, Object> request) throws Exception {
        Answer accepted = ask(request);
        assertEquals(202, accepted.status(), accepted.describe());
        return gateway.awaitEnd("/v1/generations/" + accepted.id(), LIMIT);
    }

    private Answer ask(Map<String, Object> request) throws Exception {
        Map<String, Object> body = new HashMap<>(request);
        body.put("model", model);
        return gateway.post("/v1/generations", body, correlation);
    }

    private byte[] fetch(String path) throws Exception {
        Answer file = gateway.get(path);
        assertEquals(200, file.status(), file.describe());
        return file.response().body();
    }
}
