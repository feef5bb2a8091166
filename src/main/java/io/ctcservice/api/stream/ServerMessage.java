package io.ctcservice.api.stream;

/**
 * A message to the client of a stream.
 *
 * @param content a record or map, written as JSON
 * @param isDroppable whether it may be left out if the client has not read the one before, since the next will say more
 */
record ServerMessage(Object content, boolean isDroppable) {

    static ServerMessage droppable(Object content) {
        return new ServerMessage(content, true);
    }

    static ServerMessage certain(Object content) {
        return new ServerMessage(content, false);
    }
}
