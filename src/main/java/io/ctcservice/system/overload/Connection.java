package io.ctcservice.system.overload;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** The connection of a request, while its body has been read and its answer is not written yet. */
final class Connection {

    private final SocketWrapperBase<?> socket;

    Connection(SocketWrapperBase<?> socket) {
        this.socket = socket;
    }

    /** What a look at a connection finds. */
    enum State {
        /** Nothing came, and it is open. */
        SILENT,
        /** The client has sent more: the next request. Whether it has hung up after it cannot be seen. */
        TALKING,
        /** The client has closed or reset it, or at least its half of it. */
        GONE
    }

    /** Looks without waiting and without taking anything: a byte that was read is put back in front of the others. */
    State look() {
        var first = ByteBuffer.allocate(1);
        try {
            int count = socket.read(/* block= */ false, first);
            if (count > 0) {
                socket.unRead(first.flip());
                return State.TALKING;
            }
            return count < 0 ? State.GONE : State.SILENT;
        } catch (IOException closedOrReset) {
            return State.GONE;
        }
    }

    /** Closes it: what is written after fails as it does where the client has hung up. */
    void close() {
        socket.close();
    }
}
