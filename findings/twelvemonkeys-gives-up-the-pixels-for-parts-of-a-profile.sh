#!/usr/bin/env bash
# TwelveMonkeys ImageIO 3.14.0 (imageio-jpeg), a JPEG whose colour profile comes in parts that do not count up.
#
# Expected: the reader is chosen for what it makes of untidy JPEGs: a profile that cannot be put together is left out with a warning, and
#           the pixels are read, as browsers and libjpeg do, which never look at the numbers of the parts.
# Seen:     that depends on how they do not count up. A part that is missing, or one that comes twice, costs the profile and a warning. Two
#           parts of which the first says "1 of 2" and the second "2 of 3" cost the pixels: an IIOException before any of them is read. The
#           JDK's own reader gives them up in all three cases. Whoever falls back from the one to the other for such photos loses some all
#           the same; without the segments both read every pixel.
#
# Needs bash, a JDK of 17 or later, Maven and its repository. Exit 0: as seen. Exit 1: this has changed.
set -euo pipefail

WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

cat >"$WORK/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.twelvemonkeys.imageio</groupId><artifactId>imageio-jpeg</artifactId><version>3.14.0</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B -f "$WORK/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$WORK/lib" >"$WORK/maven.log" 2>&1 ||
  { cat "$WORK/maven.log"; exit 2; }

cat >"$WORK/Profiles.java" <<'JAVA'
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

class Profiles {
    public static void main(String[] arguments) throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_3BYTE_BGR), "jpeg", file);
        byte[] plain = file.toByteArray();
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        byte[] first = Arrays.copyOf(profile, profile.length / 2);
        byte[] second = Arrays.copyOfRange(profile, profile.length / 2, profile.length);
        read("none", plain);
        read("whole", with(plain, part(1, 2, first), part(2, 2, second)));
        read("missing", with(plain, part(1, 2, first)));
        read("twice", with(plain, part(1, 1, profile), part(1, 1, profile)));
        read("other-count", with(plain, part(1, 2, first), part(2, 3, second)));
    }

    static void read(String name, byte[] jpeg) throws Exception {
        for (Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg"); readers.hasNext(); ) {
            ImageReader reader = readers.next();
            String who = reader.getClass().getName().startsWith("com.sun") ? "JDK" : "TwelveMonkeys";
            String what;
            try {
                reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(jpeg)), true, true);
                what = reader.read(0).getWidth() == 16 ? "pixels" : "others";
            } catch (javax.imageio.IIOException e) {
                what = "exception";
            }
            System.out.println(name + " " + who + " " + what);
        }
    }

    static byte[] part(int number, int count, byte[] data) {
        return ByteBuffer.allocate(18 + data.length)
                .putShort((short) 0xffe2)
                .putShort((short) (16 + data.length))
                .put("ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII))
                .put((byte) number)
                .put((byte) count)
                .put(data)
                .array();
    }

    static byte[] with(byte[] jpeg, byte[]... segments) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(jpeg, 0, 2);
        for (byte[] segment : segments) {
            file.writeBytes(segment);
        }
        file.write(jpeg, 2, jpeg.length - 2);
        return file.toByteArray();
    }
}
JAVA
javac -cp "$WORK/lib/*" -d "$WORK/classes" "$WORK/Profiles.java"
java -Djava.awt.headless=true -cp "$WORK/classes:$WORK/lib/*" Profiles | sort >"$WORK/found"
cat "$WORK/found"
sort >"$WORK/expected" <<SEEN
missing JDK exception
missing TwelveMonkeys pixels
none JDK pixels
none TwelveMonkeys pixels
other-count JDK exception
other-count TwelveMonkeys exception
twice JDK exception
twice TwelveMonkeys pixels
whole JDK pixels
whole TwelveMonkeys pixels
SEEN
cmp -s "$WORK/expected" "$WORK/found" || { echo "changed: expected"; cat "$WORK/expected"; exit 1; }
echo "as seen"
