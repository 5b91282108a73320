package io.likeness.standalone.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelReferenceTest {
    @Test
    void isAModelWithAVersionOrAnAliasOrNeither() {
        assertEquals(new ModelReference("celeba", null, null), ModelReference.parse("celeba"));
        assertEquals(new ModelReference("celeba", 3, null), ModelReference.parse("celeba:3"));
        assertEquals(new ModelReference("celeba", null, "winter"), ModelReference.parse("celeba@winter"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":3", "celeba:", "celeba:three", "celeba@", "celeba:3@winter"})
    void refusesWhatIsNone(String text) {
        CommandFailure refused = assertThrows(CommandFailure.class, () -> ModelReference.parse(text));
        assertEquals("expected MODEL, MODEL:VERSION or MODEL@ALIAS, found '" + text + "'", refused.getMessage());
        assertEquals(Commands.MISUSED, refused.code());
    }
}
