package io.likeness.contracts.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.TenantId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UploadKeysTest {
    private static final TenantId ACME = new TenantId("acme");

    @Test
    void sayWhoseAnUploadIsAndWhatLiesBesideIt() {
        for (TenantId tenant : List.of(TenantId.MAIN, ACME, new TenantId("acme.u"), new TenantId("acme.u.b"))) {
            String key = UploadKeys.fresh(tenant);
            assertTrue(key.startsWith(UploadKeys.prefix(tenant)), key);
            for (String beside : List.of(key, key + ".7b0f2c1e-6d0a-4c55-9a53-5b8f3f1f6c11")) {
                for (TenantId asked : List.of(TenantId.MAIN, ACME, new TenantId("acme.u"), new TenantId("acme.u.b"))) {
                    assertEquals(asked.equals(tenant), UploadKeys.owns(asked, beside), () -> asked + " of " + beside);
                }
            }
        }
    }

    @Test
    void areOfTheOperatorAsTheyWereBeforeThereWereTenants() {
        assertTrue(UploadKeys.owns(TenantId.MAIN, "7b0f2c1e-6d0a-4c55-9a53-5b8f3f1f6c11"));
        assertEquals(36, UploadKeys.fresh(TenantId.MAIN).length());
    }
}
