package io.likeness.faces;

import io.likeness.imaging.Eyes;
import io.likeness.imaging.Orientation;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import javax.swing.ImageIcon;
import org.jspecify.annotations.Nullable;

/**
 * A photo of 1,600 x 1,200 pixels with one to six faces of others in it, none over another: turned by up to 30 degrees, 0.3 to 3 times as large as they
 * were, on a gradient.
 *
 * @param faces where each is, as its own photo and its place have it
 */
record GroupPhoto(BufferedImage photo, List<Face> faces) {
    private static final int WIDTH = 1_600;
    private static final int HEIGHT = 1_200;
    private static final double SMALLEST = 0.3;
    private static final double RANGE = 10;
    private static final int MOST_FACES = 6;
    private static final double DEGREES = 30;
    private static final int TRIES = 60;
    /** Of a portrait's side, how much is cut out of its middle. */
    private static final double SHARE = 0.72;

    private record Place(double x, double y, double radius) {
        boolean free(List<Place> others) {
            return others.stream().noneMatch(other -> Math.hypot(x - other.x, y - other.y) < radius + other.radius);
        }
    }

    /** @param portraits square photos, each of one face in its middle, by any number */
    static GroupPhoto composed(Random random, FaceFinder finder, IntFunction<BufferedImage> portraits) {
        BufferedImage photo = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = photo.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.setPaint(new GradientPaint(
                0, 0, new Color(random.nextInt(0xffffff)), WIDTH, HEIGHT, new Color(random.nextInt(0xffffff))));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        List<Face> faces = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        for (int left = 1 + random.nextInt(MOST_FACES); left > 0; left--) {
            BufferedImage portrait = portraits.apply(random.nextInt(Integer.MAX_VALUE));
            double scale = SMALLEST * Math.pow(RANGE, random.nextDouble());
            double turn = Math.toRadians(DEGREES * (2 * random.nextDouble() - 1));
            Place place = place(random, SHARE * portrait.getWidth() * scale * 0.72, places);
            List<Face> own = finder.find(portrait, Orientation.UPRIGHT);
            if (place != null && own.size() == 1) {
                places.add(place);
                faces.add(paste(graphics, portrait, own.getFirst(), place, turn, scale));
            }
        }
        graphics.dispose();
        return new GroupPhoto(photo, faces);
    }

    private static @Nullable Place place(Random random, double radius, List<Place> others) {
        for (int k = 0; k < TRIES && 2 * radius < HEIGHT; k++) {
            Place place = new Place(
                    radius + random.nextDouble() * (WIDTH - 2 * radius),
                    radius + random.nextDouble() * (HEIGHT - 2 * radius),
                    radius);
            if (place.free(others)) {
                return place;
            }
        }
        return null;
    }

    private static Face paste(
            Graphics2D graphics, BufferedImage portrait, Face face, Place place, double turn, double scale) {
        int side = portrait.getWidth();
        AffineTransform pose = new AffineTransform();
        pose.translate(place.x(), place.y());
        pose.rotate(turn);
        pose.scale(scale, scale);
        pose.translate(-side / 2.0, -side / 2.0);
        Shape before = graphics.getClip();
        double margin = side * (1 - SHARE) / 2;
        graphics.setClip(
                pose.createTransformedShape(new Rectangle2D.Double(margin, margin, SHARE * side, SHARE * side)));
        int pixels = Math.min(side, (int) Math.round(side * scale));
        Image sized = portrait.getScaledInstance(pixels, pixels, Image.SCALE_AREA_AVERAGING);
        AffineTransform fit = new AffineTransform(pose);
        fit.scale((double) side / pixels, (double) side / pixels);
        graphics.drawImage(new ImageIcon(sized).getImage(), fit, null);
        graphics.setClip(before);
        double[] eyes = {
            face.eyes().leftX(),
            face.eyes().leftY(),
            face.eyes().rightX(),
            face.eyes().rightY()
        };
        pose.transform(eyes, 0, eyes, 0, 2);
        double[] middle = {face.middleX(), face.middleY()};
        pose.transform(middle, 0, middle, 0, 1);
        double width = face.width() * scale;
        double height = face.height() * scale;
        return new Face(
                1,
                middle[0] - width / 2,
                middle[1] - height / 2,
                width,
                height,
                new Eyes(eyes[0], eyes[1], eyes[2], eyes[3]));
    }
}
