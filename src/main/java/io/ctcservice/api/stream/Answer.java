package io.ctcservice.api.stream;

/**
 * A message to the client of a stream.
 *
 * @param content a record, to be written as JSON
 * @param isPartial whether it is dropped if the client has not read the one before: the next will say more
 */
record Answer(Object content, boolean isPartial) {

    static Answer partial(Object content) {
        return new Answer(content, true);
    }

    static Answer whole(Object content) {
        return new Answer(content, false);
    }
}
