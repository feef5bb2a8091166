package io.ctcservice.system.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.Resource;

/**
 * The clients that have a key. Keys are kept as SHA-256: enough for random keys of 128 bits or more, and cheap for those
 * who ask a thousand times a second. Immutable.
 */
final class ApiKeys {

    private static final int HASH_BYTES = 32;

    private final List<Client> clients;

    private ApiKeys(Map<String, String> hashesByName) {
        clients = hashesByName.entrySet().stream()
                .map(entry ->
                        new Client(entry.getKey(), HexFormat.of().formatHex(hash(entry.getKey(), entry.getValue()))))
                .toList();
    }

    /** Returns the configured keys; a bad one stops the start with the name of its client. */
    static ApiKeys of(Access access) {
        var hashes = new HashMap<>(access.apiKeys());
        if (access.apiKeysFile() != null) {
            var more = read(access.apiKeysFile());
            if (more.isEmpty()) { // who names a file wants keys, and would get a server without
                throw new IllegalStateException("ctc.security.api-keys-file: no key in " + access.apiKeysFile());
            }
            hashes.putAll(more);
        }
        return new ApiKeys(hashes);
    }

    private static Map<String, String> read(Resource file) {
        var hashes = new HashMap<String, String>();
        try {
            var lines = file.getContentAsString(StandardCharsets.UTF_8).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                var line = lines.get(i).replaceFirst("#.*", "").strip();
                if (!line.isEmpty()) {
                    int colon = line.lastIndexOf(':');
                    if (colon < 1) {
                        throw new IllegalStateException(file + ", line " + (i + 1) + ": expected name:hash");
                    }
                    hashes.put(
                            line.substring(0, colon).strip(),
                            line.substring(colon + 1).strip());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("ctc.security.api-keys-file: cannot read " + file, e);
        }
        return hashes;
    }

    private static byte[] hash(String name, String hex) {
        try {
            byte[] hash = HexFormat.of().parseHex(hex.strip());
            if (hash.length == HASH_BYTES) {
                return hash;
            }
        } catch (IllegalArgumentException notHex) {
            // said below, without the value: it might be the key itself
        }
        throw new IllegalStateException(
                "the API key of " + name + " must be given as its SHA-256, 64 hexadecimal digits");
    }

    boolean isEmpty() {
        return clients.isEmpty();
    }

    /** Returns the name of the client whose key this is. Takes as long for a wrong key as for a right one. */
    Optional<String> clientOf(String key) {
        byte[] hash = sha256(key);
        Optional<String> found = Optional.empty();
        for (var client : clients) {
            if (MessageDigest.isEqual(hash, HexFormat.of().parseHex(client.hash()))) {
                found = Optional.of(client.name());
            }
        }
        return found;
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private record Client(String name, String hash) {}
}
