package io.likeness.ingest.archive;

import io.likeness.ingest.archive.EntryBytes.Complete;
import io.likeness.ingest.archive.EntryBytes.Damaged;
import io.likeness.ingest.archive.EntryBytes.OverLimit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** A zip, read by its central directory: files deleted from it stay deleted, and names are known without inflating. */
final class ZipArchive implements Archive {
    private static final int BUFFER_BYTES = 1 << 16;
    /** Small drawings may compress well without harm. */
    private static final long RATIO_FREE_BYTES = 1L << 20;

    private final Path file;
    private final ArchiveLimits limits;
    private final byte[] buffer = new byte[BUFFER_BYTES];

    ZipArchive(Path file, ArchiveLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    @Override
    public void visit(ArchiveVisitor visitor) {
        try (ZipFile zip = open()) {
            ExpansionMeter meter = new ExpansionMeter(limits, Files.size(file));
            Enumeration<ZipArchiveEntry> entries = zip.getEntriesInPhysicalOrder();
            while (entries.hasMoreElements()) {
                ZipArchiveEntry entry = entries.nextElement();
                meter.entry();
                String name = EntryNames.harmless(entry.getName());
                if (!entry.isDirectory() && !entry.isUnixSymlink() && !EntryNames.junk(name)) {
                    visitor.file(name, mostBytes -> read(zip, entry, mostBytes, meter));
                }
            }
        } catch (IOException e) {
            throw Archive.unreadable("a zip without a readable central directory", e);
        }
    }

    private ZipFile open() throws IOException {
        ExpansionMeter.requireEntries(limits, CentralDirectory.count(file, limits.entries()));
        return ZipFile.builder().setPath(file).setIgnoreLocalFileHeader(true).get();
    }

    private EntryBytes read(ZipFile zip, ZipArchiveEntry entry, long mostBytes, ExpansionMeter meter) {
        if (!zip.canReadEntryData(entry)) {
            return new Damaged("encrypted, or compressed by an unknown method");
        }
        if (entry.getSize() > mostBytes) {
            return new OverLimit("expected at most " + mostBytes + " bytes, found " + entry.getSize());
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return in == null ? new Damaged("no data") : read(in, entry, mostBytes, meter);
        } catch (IOException | IllegalArgumentException e) {
            return new Damaged("cannot be read from the zip: " + e.getMessage());
        }
    }

    private EntryBytes read(InputStream in, ZipArchiveEntry entry, long mostBytes, ExpansionMeter meter)
            throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream((int) Math.clamp(entry.getSize(), 32, 1 << 20));
        CRC32 crc = new CRC32();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            meter.expanded(n);
            content.write(buffer, 0, n);
            crc.update(buffer, 0, n);
            if (content.size() > mostBytes) {
                return new OverLimit("expected at most " + mostBytes + " bytes, found more");
            }
            if (bomb(content.size(), entry.getCompressedSize())) {
                return new OverLimit("expected at most " + limits.ratio() + " expanded bytes per byte, found more");
            }
        }
        if (crc.getValue() != entry.getCrc()) {
            return new Damaged("its checksum does not match");
        }
        return new Complete(content.toByteArray());
    }

    private boolean bomb(long expanded, long compressed) {
        return expanded > RATIO_FREE_BYTES && expanded / Math.max(1, compressed) >= limits.ratio();
    }
}
