package org.concordat.platform.objects;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.concordat.platform.Digest;
import org.concordat.platform.objects.StoreFault.Kind;
import org.jspecify.annotations.Nullable;

/** A bucket in memory that notes what is asked of it and can stop answering at a given request. */
final class MemoryStore implements ObjectStore {

  private record Content(byte[] bytes, String entityTag, String contentType) {}

  private final SortedMap<String, Content> objects = new TreeMap<>();
  private final List<String> writes = new ArrayList<>();
  private final List<String> copies = new ArrayList<>();
  private int tags;
  private int writesLeft = Integer.MAX_VALUE;
  private @Nullable String before;
  private Runnable then = () -> {};

  /** From now on the store dies before the write after so many. */
  void dieAfter(int writes) {
    writesLeft = writes;
  }

  /** Does something once, just before this key is put. */
  void justBefore(String key, Runnable other) {
    before = key;
    then = other;
  }

  /** Keys put and removed, in order, a minus before those removed; forgotten when read. */
  List<String> writes() {
    List<String> made = List.copyOf(writes);
    writes.clear();
    return made;
  }

  /** Keys of what the store copied itself, in order. */
  List<String> copies() {
    return List.copyOf(copies);
  }

  /** Everything there is, as text. */
  SortedMap<String, String> texts() {
    SortedMap<String, String> texts = new TreeMap<>();
    objects.forEach(
        (key, content) -> texts.put(key, new String(content.bytes(), StandardCharsets.UTF_8)));
    return texts;
  }

  String contentType(String key) {
    Content content = objects.get(key);
    return content == null ? "" : content.contentType();
  }

  /** Somebody else's put. */
  void elsewhere(String key, String text) {
    objects.put(
        key, new Content(text.getBytes(StandardCharsets.UTF_8), "tag" + ++tags, "text/plain"));
  }

  /** A bucket that dies never and holds the same. */
  MemoryStore copy() {
    MemoryStore copy = new MemoryStore();
    copy.objects.putAll(objects);
    copy.tags = tags;
    return copy;
  }

  @Override
  public synchronized List<StoredObject> list(String start) {
    return objects.keySet().stream()
        .filter(key -> key.startsWith(start))
        .map(key -> seen(key, false))
        .toList();
  }

  private StoredObject seen(String key, boolean isHead) {
    Content content = objects.get(key);
    if (content == null) {
      throw new IllegalStateException(key);
    }
    return new StoredObject(
        key,
        content.bytes().length,
        content.entityTag(),
        isHead ? Digest.ofText(new String(content.bytes(), StandardCharsets.UTF_8)) : null);
  }

  @Override
  public synchronized Optional<StoredObject> head(String key) {
    return objects.containsKey(key) ? Optional.of(seen(key, true)) : Optional.empty();
  }

  @Override
  public synchronized StoredObject get(StoredObject seen, Path to) throws IOException {
    Content content = objects.get(seen.key());
    if (content == null || !content.entityTag().equals(seen.entityTag())) {
      throw new StoreFault(Kind.CHANGED, seen.key());
    }
    Files.createDirectories(to.resolveSibling(""));
    Path draft = to.resolveSibling("." + to.getFileName() + ".fetched");
    Files.write(draft, content.bytes());
    Files.move(draft, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    return seen(seen.key(), true);
  }

  @Override
  public synchronized String putNew(String key, NewObject object) throws IOException {
    return put(key, object, null);
  }

  @Override
  public synchronized String putCopy(StoredObject same, String key, NewObject object)
      throws IOException {
    Content there = objects.get(same.key());
    if (there == null || !there.entityTag().equals(same.entityTag()) || objects.containsKey(key)) {
      return putNew(key, object);
    }
    live(key);
    Content content = new Content(there.bytes(), "tag" + ++tags, there.contentType());
    objects.put(key, content);
    writes.add(key);
    copies.add(key);
    return content.entityTag();
  }

  @Override
  public synchronized String putOver(String key, NewObject object, String entityTag)
      throws IOException {
    return put(key, object, entityTag);
  }

  private String put(String key, NewObject object, @Nullable String over) throws IOException {
    live(key);
    if (key.equals(before)) {
      before = null;
      then.run();
    }
    Content there = objects.get(key);
    String tag = there == null ? null : there.entityTag();
    if (over == null ? tag != null : !over.equals(tag)) {
      throw new StoreFault(Kind.CHANGED, key);
    }
    Content content =
        new Content(Files.readAllBytes(object.file()), "tag" + ++tags, object.contentType());
    objects.put(key, content);
    writes.add(key);
    return content.entityTag();
  }

  private void live(String key) throws StoreFault {
    if (writesLeft-- <= 0) {
      throw new StoreFault(Kind.BUSY, "died before " + key);
    }
  }

  @Override
  public synchronized void delete(String key) throws IOException {
    live(key);
    objects.remove(key);
    writes.add("-" + key);
  }

  /** Keys in order. */
  TreeSet<String> keys() {
    return new TreeSet<>(objects.keySet());
  }

  @Override
  public void close() {}
}
