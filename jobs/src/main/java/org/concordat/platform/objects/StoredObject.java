package org.concordat.platform.objects;

import org.jspecify.annotations.Nullable;

/**
 * An object as its store tells of it.
 *
 * @param key its key
 * @param bytes its size
 * @param entityTag what the store calls this state of it; says nothing about the bytes
 * @param sha256 SHA-256 of its bytes in lower-case hex, as its writer stated it; null where it did
 *     not or where the answer does not tell
 */
public record StoredObject(String key, long bytes, String entityTag, @Nullable String sha256) {}
