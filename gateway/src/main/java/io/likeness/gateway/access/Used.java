package io.likeness.gateway.access;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What there is of a key now that its limits bound, also of a key that has none. */
@Schema(name = "Used", description = "What there is of a key now that its limits bound, also of a key that has none")
record Used(
        @Schema(description = "Jobs that have been accepted and have not ended", examples = "2")
        int openJobs,

        @Schema(
                description =
                        "Bytes in files that were sent and not deleted, with those on their way, to their announced length",
                examples = "1048576")
        long storedBytes,

        @Schema(
                description =
                        "Hours of one processor that trainings of this calendar month (UTC) have taken, or are estimated to",
                examples = "1.5")
        double cpuHoursPerMonth) {}
