package io.ctcservice.web.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.junit.jupiter.api.Test;

/** Tests of connections of Tomcat's. */
final class TomcatConnectionTests {

    /** Tomcat's threads hold the lock of a connection while they handle an event of it. */
    @Test
    void whatRunsBetweenReadsHoldsTheLockOfTheThreadsThatRead() {
        var lock = new ReentrantLock();
        var socket = mock(SocketWrapperBase.class);
        when(socket.getLock()).thenReturn(lock);
        var held = new ArrayList<Boolean>();

        new TomcatConnection(socket, new Request()).betweenReads(() -> held.add(lock.isHeldByCurrentThread()));

        assertThat(held).containsExactly(true);
        assertThat(lock.isLocked()).isFalse();
    }
}
