package io.likeness.contracts.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import io.likeness.contracts.Refusal;
import io.likeness.contracts.generation.FaceOperation;
import io.likeness.contracts.generation.GenerateFaces;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation against its schema, and where both draw the line. */
final class FaceOperationContractTest {
    private static final String DRAWN = "{'type':'drawn','seed':7,'index':3,'temperature':1.0,'labels':{}}";
    private static final String PHOTO =
            "{'type':'photo','photo':{'bucket':'uploads','key':'a','sha256':'%s','bytes':9,".formatted("a".repeat(64))
                    + "'mediaType':'image/png'},'crop':{'pixels':140,'of':178},'labels':{'Male':-1.0}}";
    private static final String COMMAND = "{'generationId':'g','modelName':'m','count':%d,'seed':7,'operation':%s}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "9 | {'type':'sample','temperature':2.0,'labels':{'Smiling':1.0}}",
                "5 | {'type':'interpolate','faces':[DRAWN,PHOTO],'steps':4,'loop':false}",
                "8 | {'type':'interpolate','faces':[DRAWN,PHOTO],'steps':4,'loop':true}",
                "480 | {'type':'interpolate','faces':[DRAWN,DRAWN,DRAWN,DRAWN,DRAWN,DRAWN,DRAWN,DRAWN],'steps':60,'loop':true}",
                "1 | {'type':'reconstruct','face':PHOTO}",
                "1 | {'type':'edit','face':DRAWN,'attributes':{'Smiling':-3.0},'steps':1}",
                "60 | {'type':'edit','face':PHOTO,'attributes':{'Male':1.0,'Smiling':3.0},'steps':60}",
                "4 | {'type':'vary','face':PHOTO,'strength':1.0}",
            })
    void isReadAsItIsWritten(int count, String operation) {
        String command = command(count, operation);
        assertTrue(violations(command).isEmpty(), () -> violations(command).toString());

        GenerateFaces decoded = Json.decode(command.getBytes(UTF_8), GenerateFaces.class);

        assertEquals(command, new String(Json.encode(decoded), UTF_8));
        assertEquals(count, decoded.task().images().orElse(count));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "temperature | {'type':'sample','temperature':2.1,'labels':{}}",
                "temperature | {'type':'sample','temperature':-0.1,'labels':{}}",
                "labels | {'type':'sample','temperature':1.0}",
                "faces | {'type':'interpolate','faces':[DRAWN],'steps':4,'loop':false}",
                "faces | {'type':'interpolate','faces':[DRAWN,DRAWN,DRAWN,DRAWN,DRAWN,DRAWN,DRAWN,DRAWN,DRAWN],'steps':4,'loop':false}",
                "steps | {'type':'interpolate','faces':[DRAWN,DRAWN],'steps':1,'loop':false}",
                "steps | {'type':'interpolate','faces':[DRAWN,DRAWN],'steps':61,'loop':false}",
                "attributes | {'type':'edit','face':DRAWN,'attributes':{},'steps':1}",
                "attributes.Male | {'type':'edit','face':DRAWN,'attributes':{'Male':3.1},'steps':1}",
                "steps | {'type':'edit','face':DRAWN,'attributes':{'Male':3.0},'steps':0}",
                "strength | {'type':'vary','face':DRAWN,'strength':1.1}",
                "face | {'type':'vary','strength':1.0}",
                "face.type | {'type':'vary','face':{'type':'dreamt'},'strength':1.0}",
                "operation.type | {'type':'caricature'}",
            })
    void refusesWhatItsSchemaRefuses(String field, String operation) {
        String command = command(1, operation);
        assertFalse(violations(command).isEmpty(), "the schema accepts it");

        String message = Refusal.of(() -> Json.decode(command.getBytes(UTF_8), GenerateFaces.class))
                .message();

        assertTrue(message.contains(field + ": expected"), message);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6})
    void refusesACountOtherThanTheFramesOfAWalk(int count) {
        String command = command(count, "{'type':'interpolate','faces':[DRAWN,DRAWN],'steps':4,'loop':false}");
        Refusal refusal = Refusal.of(() -> Json.decode(command.getBytes(UTF_8), GenerateFaces.class));
        assertEquals("count: expected 5 to 5, found " + count, refusal.message());
    }

    @Test
    void isAPlainSampleWhereNoneIsNamed() {
        assertEquals(FaceOperation.Sample.plain(), new GenerateFaces("g", "m", null, 1, 7).task());
    }

    private static String command(int count, String operation) {
        return COMMAND.formatted(count, operation)
                .replace("DRAWN", DRAWN)
                .replace("PHOTO", PHOTO)
                .replace('\'', '"');
    }

    private static List<String> violations(String command) {
        JsonNode tree = Json.tree(command.getBytes(UTF_8));
        return SchemaFolder.violations("likeness.generation.command.v1.GenerateFaces", tree);
    }
}
