package io.likeness.gateway.stream;

import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.ledger.JobNews;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What has changed, to be asked for again by whoever shows it. */
@Schema(name = "ChangedThing", description = "What has changed, to be asked for again by whoever shows it")
public record Change(
        @Schema(description = "dataset, training, generation or model", examples = "training")
        String kind,

        @Schema(description = "Its id, or the name of a model")
        String id) {

    /** @param subject of {@link JobNews}, of that tenant */
    static Change of(Tenant tenant, String subject) {
        int begin = JobNews.subjects(tenant).length();
        int slash = subject.indexOf('/', begin);
        return new Change(subject.substring(begin, slash), subject.substring(slash + 1));
    }
}
