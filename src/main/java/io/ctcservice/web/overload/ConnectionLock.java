package io.ctcservice.web.overload;

import jakarta.servlet.ServletRequest;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The lock that the server holds while it handles what has come from a client. */
public final class ConnectionLock {

    private ConnectionLock() {}

    /** Returns the lock of the connection of a request; one of its own where the connection is not known. */
    public static Lock of(ServletRequest request) {
        return request.getAttribute(Connection.class.getName()) instanceof Connection connection
                ? connection.lock()
                : new ReentrantLock();
    }
}
