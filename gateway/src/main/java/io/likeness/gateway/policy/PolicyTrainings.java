package io.likeness.gateway.policy;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.TrainingCost;
import io.likeness.contracts.training.EpochMeasures;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.ledger.Chore;
import io.likeness.gateway.ledger.Housekeeping;
import io.likeness.gateway.policy.PolicyDetails.PolicyTraining;
import io.likeness.gateway.policy.PolicyTable.Open;
import io.likeness.gateway.training.Training;
import io.likeness.gateway.training.Trainings;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins the trainings that policies want, once each, and follows what they take until they have ended. Safe for threads and for several
 * gateways: whoever is second finds the training that the first has begun.
 */
@Singleton
public class PolicyTrainings implements Chore {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyTrainings.class);

    private final Jdbi jdbi;
    private final Policies policies;
    private final Trainings trainings;

    public PolicyTrainings(Jdbi jdbi, Policies policies, Trainings trainings) {
        this.jdbi = jdbi;
        this.policies = policies;
        this.trainings = trainings;
    }

    @Override
    public boolean run() {
        for (Open open : jdbi.withHandle(PolicyTable::open)) {
            Housekeeping.done("training of policy " + open.begun().id(), () -> goOn(open));
        }
        boolean more = false;
        for (String model : policies.models()) {
            more |= Housekeeping.done("policy of " + model, () -> policies.decide(model));
        }
        return more;
    }

    private boolean goOn(Open open) {
        PolicyTraining begun = open.begun();
        String trainingId = begun.trainingId();
        if (trainingId == null) {
            begin(open);
        } else {
            follow(open, trainingId);
        }
        return false;
    }

    private void begin(Open open) {
        String id = open.begun().id();
        try {
            Training training = trainings.accept(open.asking(), open.request(), "policy-" + id, open.correlationId());
            jdbi.useHandle(handle -> PolicyTable.accepted(handle, id, training.id()));
        } catch (LikenessException e) {
            if (e.retriable()) {
                throw e;
            }
            LOG.warn("training of a policy cannot be accepted id={}", id, e);
            jdbi.useHandle(handle -> PolicyTable.refused(handle, id, Failure.of(e)));
        }
    }

    private void follow(Open open, String trainingId) {
        PolicyTraining begun = open.begun();
        Training training = find(open.asking().tenant(), trainingId);
        double spent = training == null ? begun.cpuSeconds() : spent(training);
        String outcome = training == null
                ? PolicyTraining.DELETED
                : training.status().ended() ? training.status().word() : null;
        if (outcome != null || spent > begun.cpuSeconds()) {
            jdbi.useHandle(handle -> PolicyTable.spent(handle, begun.id(), spent, outcome));
        }
    }

    /** Absent for one that somebody has deleted. */
    private @Nullable Training find(Tenant tenant, String id) {
        try {
            return trainings.require(tenant, id);
        } catch (LikenessException e) {
            if (e.code() == ErrorCode.GONE || e.code() == ErrorCode.NOT_FOUND) {
                return null;
            }
            throw e;
        }
    }

    private static double spent(Training training) {
        if (training.metrics() != null) {
            return training.metrics().getOrDefault(TrainingCost.CPU_SECONDS, 0.0);
        }
        EpochMeasures measures =
                training.latest() == null ? null : training.latest().measures();
        return measures == null ? 0 : measures.cpuSeconds();
    }
}
