package io.ctcservice.web.security;

import io.ctcservice.codec.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The keys of clients. Keys are kept as SHA-256: enough for random keys of 128 bits or more, and cheap at a thousand
 * requests per second. Immutable.
 */
final class ApiKeys {

    private static final int HASH_BYTES = 32;

    /** Of two keys of a name one would be lost. */
    private static final String ONE_KEY = "each key needs a name of its own";

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
            if (more.isEmpty()) { // a user who names a file wants keys, and would get a server without
                throw refused(access.apiKeysFile(), "there is no key in the file");
            }
            more.forEach((name, hash) -> {
                if (hashes.putIfAbsent(name, hash) != null) {
                    throw refused(
                            access.apiKeysFile(), "\"" + name + "\" is among ctc.security.api-keys, too: " + ONE_KEY);
                }
            });
        }
        return new ApiKeys(hashes);
    }

    private static InvalidConfigurationPropertyValueException refused(Location file, String reason) {
        return new InvalidConfigurationPropertyValueException(
                "ctc.security.api-keys-file", file, reason + " (" + file + ")");
    }

    private static Map<String, String> read(Location file) {
        var hashes = new HashMap<String, String>();
        try (var stream = file.open()) {
            var lines = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            for (int i = 0; i < lines.size(); i++) {
                var line = lines.get(i).replaceFirst("#.*", "").strip();
                if (!line.isEmpty()) {
                    int colon = line.lastIndexOf(':');
                    if (colon < 1) {
                        throw refused(file, "line " + (i + 1) + ": expected name:hash");
                    }
                    String name = line.substring(0, colon).strip();
                    if (hashes.put(name, line.substring(colon + 1).strip()) != null) {
                        throw refused(file, "line " + (i + 1) + ": \"" + name + "\" stands twice: " + ONE_KEY);
                    }
                }
            }
        } catch (IOException e) {
            throw new InvalidConfigurationPropertyValueException("ctc.security.api-keys-file", file, file.fault(e));
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
            // reported below, without the value, which might be the key itself
        }
        throw new InvalidConfigurationPropertyValueException(
                "ctc.security.api-keys." + name, "", "expected the SHA-256 of a key, 64 hexadecimal digits");
    }

    boolean isEmpty() {
        return clients.isEmpty();
    }

    /** Returns the name of the client with this key. Takes as long for a wrong key as for a right one. */
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
