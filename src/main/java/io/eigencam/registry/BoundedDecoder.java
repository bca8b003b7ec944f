package io.eigencam.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Avro binary that lies in memory. No length is believed that is larger than what is left of the
 * message, and all arrays and maps together may not hold more items than the message has bytes, so
 * that a few bytes can neither fill the heap nor keep a thread busy for hours.
 */
final class BoundedDecoder extends Decoder {
  private final BinaryDecoder in;
  private long itemsLeft;

  BoundedDecoder(byte[] message, int offset, int length) {
    this.in = DecoderFactory.get().binaryDecoder(message, offset, length, null);
    this.itemsLeft = length;
  }

  boolean isEnd() throws IOException {
    return in.isEnd();
  }

  @Override
  public void readNull() throws IOException {
    in.readNull();
  }

  @Override
  public boolean readBoolean() throws IOException {
    return in.readBoolean();
  }

  @Override
  public int readInt() throws IOException {
    return in.readInt();
  }

  @Override
  public long readLong() throws IOException {
    return in.readLong();
  }

  @Override
  public float readFloat() throws IOException {
    return in.readFloat();
  }

  @Override
  public double readDouble() throws IOException {
    return in.readDouble();
  }

  @Override
  public Utf8 readString(@Nullable Utf8 old) throws IOException {
    return new Utf8(readLengthAndBytes());
  }

  @Override
  public String readString() throws IOException {
    return new String(readLengthAndBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void skipString() throws IOException {
    in.skipFixed(length());
  }

  @Override
  public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
    return ByteBuffer.wrap(readLengthAndBytes());
  }

  @Override
  public void skipBytes() throws IOException {
    in.skipFixed(length());
  }

  @Override
  public void readFixed(byte[] bytes, int start, int length) throws IOException {
    in.readFixed(bytes, start, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    in.skipFixed(length);
  }

  @Override
  public int readEnum() throws IOException {
    return in.readEnum();
  }

  @Override
  public long readArrayStart() throws IOException {
    return items(in.readArrayStart());
  }

  @Override
  public long arrayNext() throws IOException {
    return items(in.arrayNext());
  }

  @Override
  public long skipArray() throws IOException {
    return items(in.skipArray());
  }

  @Override
  public long readMapStart() throws IOException {
    return items(in.readMapStart());
  }

  @Override
  public long mapNext() throws IOException {
    return items(in.mapNext());
  }

  @Override
  public long skipMap() throws IOException {
    return items(in.skipMap());
  }

  @Override
  public int readIndex() throws IOException {
    return in.readIndex();
  }

  private byte[] readLengthAndBytes() throws IOException {
    byte[] bytes = new byte[length()];
    in.readFixed(bytes);
    return bytes;
  }

  private int length() throws IOException {
    long length = in.readLong();
    int left = in.inputStream().available();
    if (length < 0 || length > left) {
      throw new MalformedMessageException(
          "a field claims %d bytes where %d are left".formatted(length, left));
    }
    return (int) length;
  }

  private long items(long count) {
    if (count < 0 || count > itemsLeft) {
      throw new MalformedMessageException(
          "a list claims %d items, more than its message can hold".formatted(count));
    }
    itemsLeft -= count;
    return count;
  }
}
