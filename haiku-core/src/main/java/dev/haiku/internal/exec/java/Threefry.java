package dev.haiku.internal.exec.java;

import java.util.Arrays;

/**
 * The Threefry-2x32 block cipher with 20 rounds, on blocks whose every four rounds are one vectorised loop, and on single pairs.
 *
 * <p>Source: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (2011).
 */
final class Threefry {

    private static final int PARITY = 0x1bd11bda;
    private static final int GROUPS = 5;
    private static final int[][] ROTATIONS = {{13, 15, 26, 6}, {17, 29, 16, 24}};

    private Threefry() {}

    /** Encrypts pairs in place with one key. */
    static void encrypt(int key0, int key1, int[] x0, int[] x1, int n) {
        int[] keys = {key0, key1, key0 ^ key1 ^ PARITY};
        inject(x0, keys[0], x1, keys[1], n);
        for (int group = 0; group < GROUPS; group++) {
            rounds(group, x0, x1, n);
            inject(x0, keys[(group + 1) % 3], x1, keys[(group + 2) % 3] + group + 1, n);
        }
    }

    /** Encrypts pairs in place, each with its own key; {@code spare} is overwritten. */
    static void encrypt(int[] key0, int[] key1, int[] spare, int[] x0, int[] x1, int n) {
        for (int i = 0; i < n; i++) {
            spare[i] = key0[i] ^ key1[i] ^ PARITY;
        }
        int[][] keys = {key0, key1, spare};
        inject(x0, keys[0], x1, keys[1], 0, n);
        for (int group = 0; group < GROUPS; group++) {
            rounds(group, x0, x1, n);
            inject(x0, keys[(group + 1) % 3], x1, keys[(group + 2) % 3], group + 1, n);
        }
    }

    private static void inject(int[] x0, int key0, int[] x1, int key1, int n) {
        for (int i = 0; i < n; i++) {
            x0[i] += key0;
            x1[i] += key1;
        }
    }

    private static void inject(int[] x0, int[] key0, int[] x1, int[] key1, int count, int n) {
        for (int i = 0; i < n; i++) {
            x0[i] += key0[i];
            x1[i] += key1[i] + count;
        }
    }

    private static void rounds(int group, int[] x0, int[] x1, int n) {
        if (group % 2 == 0) {
            evenRounds(x0, x1, n);
        } else {
            oddRounds(x0, x1, n);
        }
    }

    private static void evenRounds(int[] x0, int[] x1, int n) {
        for (int i = 0; i < n; i++) {
            int a = x0[i];
            int b = x1[i];
            a += b;
            b = (b << 13 | b >>> 19) ^ a;
            a += b;
            b = (b << 15 | b >>> 17) ^ a;
            a += b;
            b = (b << 26 | b >>> 6) ^ a;
            a += b;
            b = (b << 6 | b >>> 26) ^ a;
            x0[i] = a;
            x1[i] = b;
        }
    }

    private static void oddRounds(int[] x0, int[] x1, int n) {
        for (int i = 0; i < n; i++) {
            int a = x0[i];
            int b = x1[i];
            a += b;
            b = (b << 17 | b >>> 15) ^ a;
            a += b;
            b = (b << 29 | b >>> 3) ^ a;
            a += b;
            b = (b << 16 | b >>> 16) ^ a;
            a += b;
            b = (b << 24 | b >>> 8) ^ a;
            x0[i] = a;
            x1[i] = b;
        }
    }

    /** Fills {@code x0} and {@code x1} with the pairs of the counters from {@code first} on. */
    static void count(int key0, int key1, int first, int[] x0, int[] x1, int n) {
        Arrays.fill(x0, 0, n, 0);
        for (int i = 0; i < n; i++) {
            x1[i] = first + i;
        }
        encrypt(key0, key1, x0, x1, n);
    }

    /** {@return the pair of one counter, the first word above the second} */
    static long encrypt(long key, int counter) {
        int key0 = (int) (key >>> Integer.SIZE);
        int key1 = (int) key;
        int[] keys = {key0, key1, key0 ^ key1 ^ PARITY};
        int a = key0;
        int b = counter + key1;
        for (int group = 0; group < GROUPS; group++) {
            for (int rotation : ROTATIONS[group % 2]) {
                a += b;
                b = Integer.rotateLeft(b, rotation) ^ a;
            }
            a += keys[(group + 1) % 3];
            b += keys[(group + 2) % 3] + group + 1;
        }
        return (long) a << Integer.SIZE | b & 0xffff_ffffL;
    }
}
