package io.likeness.platform.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/** Refuses texts and names of fields that are not {@link CleanText}, wherever they stand in a body. For one thread. */
final class CleanTextParser extends JsonParserDelegate {
    CleanTextParser(JsonParser parser) {
        super(parser);
    }

    @Override
    public JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        if (token == JsonToken.FIELD_NAME) {
            CleanText.require(path(getParsingContext().getParent(), "name"), getText());
        } else if (token == JsonToken.VALUE_STRING) {
            CleanText.require(path(getParsingContext(), ""), getText());
        }
        return token;
    }

    /** Skips over texts in a way of its own, past this class. */
    @Override
    public JsonParser skipChildren() throws IOException {
        if (currentToken() != JsonToken.START_OBJECT && currentToken() != JsonToken.START_ARRAY) {
            return this;
        }
        int open = 1;
        while (open > 0) {
            JsonToken token = nextToken();
            if (token == null) {
                return this;
            }
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
        return this;
    }

    /** Where the parser is, in the words of a problem: {@code faces[0].upload}. */
    private static String path(JsonStreamContext place, String last) {
        StringBuilder path = new StringBuilder(last);
        for (JsonStreamContext at = place; at != null && !at.inRoot(); at = at.getParent()) {
            String step = at.inArray() ? "[" + at.getCurrentIndex() + "]" : String.valueOf(at.getCurrentName());
            String separator = path.isEmpty() || path.charAt(0) == '[' ? "" : ".";
            if (!(at.inObject() && at.getCurrentName() == null)) {
                path.insert(0, step + separator);
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }
}
