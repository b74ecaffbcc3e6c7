package io.sluice.definitions.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The small forms that stored and sent records are made of: numbers of one to ten bytes, sized bytes and texts, and keys that
 * sort as the numbers in them do.
 */
public final class Bytes {
    private static final int LOW_BITS = 0x7f;
    private static final int MORE = 0x80;

    /** Writes a record. */
    public interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    /** Reads a record. */
    public interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    private Bytes() {}

    /** The bytes that a writer writes. */
    public static byte[] of(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try {
            writer.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a record of one format from all of {@code bytes}; the first byte says the format.
     *
     * @param what names the record in an error
     * @throws IllegalArgumentException when the format is another one, or bytes are missing, left over or damaged
     */
    public static <T> T read(String what, byte format, byte[] bytes, Reader<T> reader) {
        ByteArrayInputStream source = new ByteArrayInputStream(bytes);
        try {
            DataInputStream in = new DataInputStream(source);
            byte found = in.readByte();
            if (found != format) {
                throw new IllegalArgumentException("Cannot read a " + what + " of format " + (found & 0xff)
                        + ": this version of Sluice reads format " + format + ", so upgrade the reader");
            }
            T read = reader.read(in);
            if (source.available() > 0) {
                throw new IllegalArgumentException(
                        "Cannot read a " + what + ": its bytes are damaged (too many of them)");
            }
            return read;
        } catch (EOFException e) {
            throw new IllegalArgumentException(
                    "Cannot read a " + what + ": its bytes are damaged (too few of them)", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a number, small ones of either sign in few bytes (zigzag, base 128). */
    public static void writeNumber(long number, DataOutput out) throws IOException {
        long rest = number << 1 ^ number >> 63;
        while ((rest & ~LOW_BITS) != 0) {
            out.writeByte((int) (rest & LOW_BITS | MORE));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    /** A number that {@link #writeNumber} wrote. */
    public static long readNumber(DataInput in) throws IOException {
        long rest = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte part = in.readByte();
            rest |= (long) (part & LOW_BITS) << shift;
            if (part >= 0) {
                return rest >>> 1 ^ -(rest & 1);
            }
        }
        throw new IllegalArgumentException("Cannot read a number: it has more than ten bytes");
    }

    /** Writes bytes with their length before them. */
    public static void writeSized(byte[] bytes, DataOutput out) throws IOException {
        writeNumber(bytes.length, out);
        out.write(bytes);
    }

    /** Bytes that {@link #writeSized} wrote. */
    public static byte[] readSized(DataInputStream in) throws IOException {
        long length = readNumber(in);
        if (length < 0 || length > in.available()) {
            throw new EOFException();
        }
        byte[] bytes = new byte[(int) length];
        in.readFully(bytes);
        return bytes;
    }

    /** Writes a text with its length before it. */
    public static void writeText(String text, DataOutput out) throws IOException {
        writeSized(text.getBytes(StandardCharsets.UTF_8), out);
    }

    /** A text that {@link #writeText} wrote. */
    public static String readText(DataInputStream in) throws IOException {
        return new String(readSized(in), StandardCharsets.UTF_8);
    }

    /** Writes a number as eight bytes whose unsigned order is that of the numbers. */
    public static void writeSortable(long number, DataOutput out) throws IOException {
        out.writeLong(number ^ Long.MIN_VALUE);
    }

    /** A number that {@link #writeSortable} wrote. */
    public static long readSortable(DataInput in) throws IOException {
        return in.readLong() ^ Long.MIN_VALUE;
    }
}
