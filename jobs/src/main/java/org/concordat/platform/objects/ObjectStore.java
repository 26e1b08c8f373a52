package org.concordat.platform.objects;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One bucket. Every write is conditional: it is either new or takes the place of the very state
 * that was seen. What fails is a {@link StoreFault}.
 */
public interface ObjectStore extends AutoCloseable {

  /** All objects whose keys start so, in order of their keys, over as many pages as it takes. */
  List<StoredObject> list(String start) throws IOException;

  /** What is told of an object, with its SHA-256; empty when it is not there. */
  Optional<StoredObject> head(String key) throws IOException;

  /**
   * Fetches the bytes of the very state that was seen. The file appears whole, by rename, and only
   * when its size and, where one was stated, its SHA-256 are right.
   *
   * @param seen the object as it was listed
   * @param to the file; replaced when it is there
   * @return the object, with the SHA-256 of its bytes
   */
  StoredObject get(StoredObject seen, Path to) throws IOException;

  /**
   * Puts an object that is not there yet; one with the same bytes that is there is this one.
   *
   * @return its entity tag
   */
  String putNew(String key, NewObject object) throws IOException;

  /**
   * As {@link #putNew}, where the store has the same bytes under another key already: it copies
   * them itself if it can, and gets them from here if not.
   *
   * @param same the object that has them, as it was seen
   * @return the entity tag of the new object
   */
  String putCopy(StoredObject same, String key, NewObject object) throws IOException;

  /**
   * Puts an object in the place of one.
   *
   * @param entityTag entity tag of what must be there still
   * @return the new entity tag
   */
  String putOver(String key, NewObject object, String entityTag) throws IOException;

  /** Removes an object; it need not be there. */
  void delete(String key) throws IOException;

  @Override
  void close();
}
