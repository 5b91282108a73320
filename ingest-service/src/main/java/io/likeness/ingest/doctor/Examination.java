package io.likeness.ingest.doctor;

import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.DoctorReport;

/**
 * That a dataset is to be examined, as it lies in a job's row.
 *
 * @param digest SHA-256 of the manifest: one that was sealed anew is examined anew
 * @param report the key of the report
 */
record Examination(String datasetId, String digest, String report) {
    static Examination of(DatasetSealed sealed) {
        return new Examination(
                sealed.datasetId(),
                sealed.manifest().sha256(),
                DoctorReport.key(sealed.manifest().key()));
    }
}
